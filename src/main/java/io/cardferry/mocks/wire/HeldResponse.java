package io.cardferry.mocks.wire;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A response whose content is held back, so that the way it is delivered can be chosen when the route is done. */
final class HeldResponse extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(content, StandardCharsets.UTF_8));
    private Delivery delivery = Delivery.WHOLE;

    HeldResponse(HttpServletResponse response) {
        super(response);
    }

    Delivery delivery() {
        return delivery;
    }

    byte[] content() {
        writer.flush();
        return content.toByteArray();
    }

    @Override
    public void addHeader(String name, String value) {
        if (name.equals(Delivery.HEADER)) {
            delivery = Delivery.parse(value);
        } else {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setContentLength(int length) {
        // Set when the content is delivered.
    }

    @Override
    public void flushBuffer() {
        // Nothing leaves before it is delivered.
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("routes write blockingly");
            }

            @Override
            public void write(int oneByte) {
                content.write(oneByte);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                content.write(bytes, from, length);
            }
        };
    }
}
