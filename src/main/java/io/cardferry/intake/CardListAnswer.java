package io.cardferry.intake;

import io.cardferry.registration.CardList;

/** The step that answers a request for a card list. */
public final class CardListAnswer {

    /** 200 with the list: sources that are late or down, and an account that nobody knows, are a part of it. */
    public HttpAnswer to(CardList list) {
        return Answers.json(200, CardListView.of(list));
    }
}
