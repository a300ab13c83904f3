package io.lintel.daemon.control;

import io.lintel.core.control.Control;
import io.lintel.core.control.ControlCodec;
import io.lintel.core.control.ControlRequest;
import io.lintel.core.control.MetricsReport;

/** Turns a request into a call, and its result into a line. Threading: any thread. */
final class Dispatcher {
    /** What an operation without a result answers. */
    record Nothing() {}

    private final ControlCodec codec;

    Dispatcher(ControlCodec codec) {
        this.codec = codec;
    }

    /** The answer's line for everything but a followed stream. */
    String answer(Control control, ControlRequest request) {
        return switch (request) {
            case ControlRequest.Events(int limit, var from) -> codec.doneEvents(control.events(limit, from));
            case ControlRequest.FollowEvents _ -> throw new IllegalArgumentException("a stream has no single answer");
            case ControlRequest.RemovePerson(var id) -> {
                control.removePerson(id);
                yield codec.done(new Nothing());
            }
            case ControlRequest.Status _ -> codec.done(control.status());
            case ControlRequest.Health _ -> codec.done(control.health());
            case ControlRequest.AddPerson(var id, var name, var photos, var duplicates) ->
                codec.done(control.addPerson(id, name, photos, duplicates));
            case ControlRequest.CapturePerson(var id, var name, var duplicates) ->
                codec.done(control.capturePerson(id, name, duplicates));
            case ControlRequest.ListPeople _ -> codec.done(control.people());
            case ControlRequest.ShowPerson(var id) -> codec.done(control.person(id));
            case ControlRequest.RotateKeys _ -> codec.done(control.rotateKeys());
            case ControlRequest.VerifyEvents _ -> codec.done(control.verifyEvents());
            case ControlRequest.SetAccess(var facts) -> codec.done(control.access(facts));
            case ControlRequest.Resume _ -> codec.done(control.resume());
            case ControlRequest.Confirm(boolean duress) -> codec.done(control.confirm(duress));
            case ControlRequest.Forgive(var person) -> codec.done(control.forgive(person));
            case ControlRequest.Door _ -> codec.done(control.door());
            case ControlRequest.Unlock(var hold) -> codec.done(control.unlock(hold));
            case ControlRequest.Lock _ -> codec.done(control.lock());
            case ControlRequest.Lockdown(boolean active) -> codec.done(control.lockdown(active));
            case ControlRequest.Snapshot _ -> codec.done(control.snapshot());
            case ControlRequest.Metrics _ -> codec.done(new MetricsReport(control.metrics()));
            case ControlRequest.Explain _ -> codec.done(control.explain());
        };
    }
}
