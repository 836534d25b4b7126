package io.cardferry.mocks;

import io.cardferry.mocks.fault.Fault;
import java.util.Optional;

/** The language of mock issuers that say everything by a result code of two characters. */
abstract class ResultCodeWords implements IssuerWords {

    /** @param token may be empty */
    abstract MockAnswer answer(CardRequest asked, String code, String token);

    @Override
    public MockAnswer decided(CardRequest asked, Decided decided) {
        String token = decided.decision() == Decision.DECLINE ? "" : decided.token();
        return answer(asked, ResultCode.of(decided.decision()), token);
    }

    @Override
    public MockAnswer refused(CardRequest asked, String problem) {
        return answer(asked, ResultCode.REFUSED, "");
    }

    @Override
    public MockAnswer putOff(CardRequest asked) {
        return answer(asked, ResultCode.NOT_PROCESSED, "");
    }

    @Override
    public Optional<MockAnswer> troubled(Fault fault, CardRequest asked) {
        return ResultCode.of(fault).map(code -> answer(asked, code, ""));
    }
}
