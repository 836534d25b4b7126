package io.cardferry.registration;

/** The form factor of a device, as clients and issuers name it. */
public enum DeviceType {
    PHONE,
    TABLET,
    WATCH,
    TV,
    PC,
    OTHER
}
