package io.cardferry.app;

import io.cardferry.operations.IssuerReload;
import java.util.HashMap;
import java.util.Map;

/** What the routes refer to by name: every bean. */
record HubBeans(HubParts hub, IssuerReload reload) {

    Map<String, Object> byName() {
        Map<String, Object> beans = new HashMap<>();
        beans.put("cards", hub.ledger().cards());
        beans.put("failedWorkProcessor", new FailedWorkProcessor());
        beans.putAll(new IntakeBeans(hub).byName());
        beans.putAll(new IssuerBeans(hub).byName());
        beans.putAll(new OutboxBeans(hub).byName());
        beans.putAll(new OperationsBeans(hub, reload).byName());
        return beans;
    }
}
