-- What a card's budget and its doubt depend on: until when something of it may have been sent, what was used since it was
-- found or last replayed, and how often its issuer was asked.
ALTER TABLE card_registration ADD COLUMN last_send_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE card_registration ADD COLUMN budget_from TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE card_registration ADD COLUMN budget_attempts INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE card_registration ADD COLUMN inquiries INTEGER DEFAULT 0 NOT NULL;
-- The sweep takes what is due issuer by issuer, so that a slow one keeps no other's cards waiting.
DROP INDEX card_registration_due;
CREATE INDEX card_registration_due ON card_registration (issuer, next_attempt_at);
