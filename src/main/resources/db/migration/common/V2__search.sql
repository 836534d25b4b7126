-- What registrations are searched by. Each index ends in the id, which is the order of the pages: newest first.

-- A card's registration's client, so that one index can lead from client and value to the ids. There has been but one
-- client so far; an UPDATE of all rows at once would not fit into the memory of a small hub.
ALTER TABLE card_registration ADD COLUMN client VARCHAR(255) DEFAULT 'anonymous' NOT NULL;
ALTER TABLE card_registration ALTER COLUMN client DROP DEFAULT;

CREATE INDEX registration_account ON registration (client, account_id, registration_id);
CREATE INDEX registration_device ON registration (client, device_id, registration_id);
CREATE INDEX registration_updated ON registration (updated_at);

CREATE INDEX card_registration_ref ON card_registration (client, card_ref, registration_id);
CREATE INDEX card_registration_status ON card_registration (client, status, registration_id);
CREATE INDEX card_registration_issuer ON card_registration (client, issuer, registration_id);
CREATE INDEX card_registration_token ON card_registration (token_reference);
CREATE INDEX card_registration_updated ON card_registration (updated_at);
