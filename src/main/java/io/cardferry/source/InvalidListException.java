package io.cardferry.source;

/** A source's answer breaks a rule of docs/sources.md. The message names the rule and holds nothing of the answer. */
class InvalidListException extends RuntimeException {

    InvalidListException(String rule) {
        super(rule);
    }
}
