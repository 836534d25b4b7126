-- By which fields an answer over TCP finds the card's message (trace number, reference; no card data), as JSON: kept when
-- the message is removed, so that a second decision can be told from the answer to something else. NULL for messages that
-- were kept before this column was, and where the transport itself tells whose an answer is.
ALTER TABLE card_registration ADD COLUMN matched_by VARCHAR(8192);
-- Leads from the request id of a card that was refreshed since to that card.
CREATE INDEX dead_letter_of_request ON dead_letter (issuer_request_id);
