package io.cardferry.mocks.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardferry.mocks.wire.Told;
import java.util.List;
import java.util.Map;

/** Where people switch faults on and off: what stands behind {@code /mock/faults}. */
public final class Switchboard {

    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    private final JsonMapper json = JsonMapper.builder().build();
    private final Faults faults;
    private final List<String> issuers;
    private final List<String> sources;

    public Switchboard(Faults faults, List<String> issuers, List<String> sources) {
        this.faults = faults;
        this.issuers = issuers;
        this.sources = sources;
    }

    public Told switchOn(String body) throws JsonProcessingException {
        try {
            FaultRequest request = FaultRequest.read(body, issuers, sources);
            SwitchedFault on = faults.switchOn(request.target(), request.program());
            return Told.created(json.writeValueAsString(on));
        } catch (JsonProcessingException e) {
            return Told.problem(BAD_REQUEST, "Malformed JSON", "", "the body is no JSON: " + e.getOriginalMessage());
        } catch (WrongFault e) {
            return Told.problem(UNPROCESSABLE, "No such fault", e.field(), e.getMessage());
        }
    }

    public Told list() throws JsonProcessingException {
        return Told.ok(json.writeValueAsString(Map.of("faults", faults.all())));
    }

    /** @param rawPath the request's path, whose last segment is a fault's id, or {@code faults} for all */
    public Told switchOff(String rawPath) {
        String id = rawPath.substring(rawPath.lastIndexOf('/') + 1);
        if (id.equals("faults")) {
            faults.switchOffAll();
        } else if (!faults.switchOff(id)) {
            return Told.notFound("no fault " + id + " is on; GET /mock/faults lists what is");
        }
        return Told.nothing();
    }
}
