-- A dead letter tells by itself what died: its card may be refreshed and then has another request id. It is OPEN until
-- somebody, or the issuer's late decision, closes it; closed ones are kept, as the card's earlier deaths.
ALTER TABLE dead_letter ADD COLUMN state VARCHAR(12) DEFAULT 'OPEN' NOT NULL;
ALTER TABLE dead_letter ADD COLUMN closed_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE dead_letter ADD COLUMN card_ref VARCHAR(256);
ALTER TABLE dead_letter ADD COLUMN issuer VARCHAR(64);
ALTER TABLE dead_letter ADD COLUMN issuer_request_id UUID;
ALTER TABLE dead_letter ADD COLUMN attempts INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE dead_letter ADD COLUMN first_attempt_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE dead_letter ADD COLUMN last_attempt_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE dead_letter SET
  card_ref = (SELECT c.card_ref FROM card_registration c
    WHERE c.card_registration_id = dead_letter.card_registration_id),
  issuer = (SELECT c.issuer FROM card_registration c
    WHERE c.card_registration_id = dead_letter.card_registration_id),
  issuer_request_id = (SELECT c.issuer_request_id FROM card_registration c
    WHERE c.card_registration_id = dead_letter.card_registration_id),
  attempts = COALESCE((SELECT c.attempts FROM card_registration c
    WHERE c.card_registration_id = dead_letter.card_registration_id), 0),
  first_attempt_at = (SELECT c.first_attempt_at FROM card_registration c
    WHERE c.card_registration_id = dead_letter.card_registration_id),
  last_attempt_at = (SELECT c.last_attempt_at FROM card_registration c
    WHERE c.card_registration_id = dead_letter.card_registration_id);
-- Their order is that of their ids. Those that wait are few, those that ever were are many.
DROP INDEX dead_letter_died;
CREATE INDEX dead_letter_waiting ON dead_letter (state, dead_letter_id);
CREATE INDEX dead_letter_of_issuer ON dead_letter (state, issuer, dead_letter_id);
CREATE INDEX dead_letter_of_registration ON dead_letter (registration_id, card_registration_id);

-- The names that a card counts under for being in force, as JSON: a replay claims them again. NULL for cards that were
-- found before this column was: their source and reference is their only name then.
ALTER TABLE card_registration ADD COLUMN card_names VARCHAR(16384);
-- An operator takes the risk of sending it once more, although it may have been processed.
ALTER TABLE card_registration ADD COLUMN repeat_forced BOOLEAN DEFAULT FALSE NOT NULL;
-- Since when the sources are asked, if a replay started that over.
ALTER TABLE registration ADD COLUMN discovery_from TIMESTAMP(6) WITH TIME ZONE;
-- An operator's reason has up to 500 characters, each of which may take two places.
ALTER TABLE history_entry ALTER COLUMN detail SET DATA TYPE VARCHAR(1200);
