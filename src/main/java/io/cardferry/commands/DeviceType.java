package io.cardferry.commands;

/** The words of {@code device.type} in the API (docs/api.md). */
enum DeviceType {
    PHONE,
    TABLET,
    WATCH,
    TV,
    PC,
    OTHER
}
