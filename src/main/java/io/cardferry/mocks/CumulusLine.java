package io.cardferry.mocks;

import io.cardferry.mocks.fault.FaultProgram;
import io.cardferry.mocks.fault.Faults;
import io.cardferry.mocks.fault.MockCall;
import io.cardferry.mocks.fault.Place;
import io.cardferry.mocks.wire.Delivery;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What comes in on cumulus' TCP connections: which kind of message it is, and the answer to "are you there?". */
public final class CumulusLine {

    static final String ADD = "1";
    static final String INQUIRE = "5";

    private static final String ARE_YOU_THERE = "0800";
    private static final String I_AM = "0810";

    private final Faults faults;
    private final CommonFaults commonFaults;

    CumulusLine(Faults faults, CommonFaults commonFaults) {
        this.faults = faults;
        this.commonFaults = commonFaults;
    }

    /** REGISTRATION, INQUIRY, ECHO, or UNREADABLE; the routes ask. */
    public String kind(byte[] message) {
        return CumulusMessage.read(message).map(CumulusLine::kind).orElse("UNREADABLE");
    }

    private static String kind(CumulusMessage message) {
        if (message.type().equals(ARE_YOU_THERE)) {
            return "ECHO";
        }
        if (!message.type().equals(CumulusWords.REQUEST)) {
            return "UNREADABLE";
        }
        return switch (message.field(91)) {
            case ADD -> "REGISTRATION";
            case INQUIRE -> "INQUIRY";
            default -> "UNREADABLE";
        };
    }

    /** Yes. */
    public MockAnswer echo(byte[] message) {
        CumulusMessage asked = CumulusMessage.read(message).orElseThrow();
        SortedMap<Integer, String> fields = new TreeMap<>(asked.fields());
        fields.keySet().retainAll(Set.of(7, 11, 70));
        MockAnswer normal = Format.ISO_8583.answer(CommonFaults.OK, new CumulusMessage(I_AM, fields).text());
        FaultProgram fault = faults.meet(new MockCall("cumulus", Place.ECHO, null, null, false))
                .orElse(null);
        return commonFaults.answer(fault, normal, Format.ISO_8583, "");
    }

    /** Nothing can be answered to what can't be read: the connection is closed. */
    public MockAnswer hangUp() {
        return Format.ISO_8583.answer(CommonFaults.OK, "").delivered(Delivery.DROP);
    }
}
