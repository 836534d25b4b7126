package io.cardferry.contract;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** Reads again what a request has sent. */
final class RequestBody implements Subscriber<ByteBuffer> {

    private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);

    private RequestBody() {}

    static String of(HttpRequest request) {
        return request.bodyPublisher()
                .map(publisher -> {
                    RequestBody body = new RequestBody();
                    publisher.subscribe(body);
                    return body.text.getBody().toCompletableFuture().join();
                })
                .orElse("");
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        text.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
        text.onNext(List.of(part));
    }

    @Override
    public void onError(Throwable failure) {
        text.onError(failure);
    }

    @Override
    public void onComplete() {
        text.onComplete();
    }
}
