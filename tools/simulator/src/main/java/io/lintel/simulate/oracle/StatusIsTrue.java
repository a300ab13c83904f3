package io.lintel.simulate.oracle;

import io.lintel.simulate.disk.Row;
import java.util.List;

/** In the end the broker says that the door is online, whatever wills came late. */
final class StatusIsTrue implements Oracle {
    private final View view;

    StatusIsTrue(View view) {
        this.view = view;
    }

    @Override
    public void settled(List<Row> rows) {
        String status = view.broker().retained("/status").orElse("nothing");
        if (!status.contains("\"online\"")) {
            throw violation("the door is connected, and the broker says " + status);
        }
    }
}
