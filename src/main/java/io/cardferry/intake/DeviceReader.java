package io.cardferry.intake;

import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;

/** Reads which device a request is about. */
final class DeviceReader {

    static final TextRule ID = new TextRule(1, 64, false);
    private static final TextRule NAME = new TextRule(0, 64, true);

    private DeviceReader() {}

    /** The device, or {@code null} if it is absent or wrong (what is wrong has then been noted). */
    static Device read(RequestObject json) {
        if (json == null) {
            return null;
        }
        String id = json.requiredText("id", ID);
        DeviceType type = json.requiredWord("type", DeviceType.class);
        String name = json.text("name", NAME);
        return id == null || type == null ? null : new Device(id, type, name);
    }
}
