package io.cardferry.mocks;

/** How a mock writes. */
enum Format {
    JSON("application/json", "{\"code\":\"%s\"}", "%%% this is not JSON"),
    XML("application/xml; charset=UTF-8", "<Problem>%s</Problem>", "%%% this is not XML"),
    ISO_8583("text/plain; charset=US-ASCII", "%s", "%%% this is not ISO 8583"),
    RECORD("text/plain; charset=US-ASCII", "%s", "%%% this is no record");

    private final String contentType;
    private final String trouble;
    private final String rubbish;

    Format(String contentType, String trouble, String rubbish) {
        this.contentType = contentType;
        this.trouble = trouble;
        this.rubbish = rubbish;
    }

    MockAnswer answer(int status, String content) {
        return MockAnswer.of(status, contentType, content);
    }

    /** An answer that holds nothing but a code. */
    MockAnswer trouble(int status, String code) {
        return answer(status, trouble.formatted(code));
    }

    /** What nobody can read, with the right content type. */
    MockAnswer rubbish() {
        return answer(200, rubbish);
    }
}
