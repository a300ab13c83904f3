package io.lintel.simulate.oracle;

/** No agent throws anything it does not deal with itself, whatever the world does. */
final class AgentsDoNotThrow implements Oracle {
    private final View view;

    AgentsDoNotThrow(View view) {
        this.view = view;
    }

    @Override
    public void step() {
        view.computer().thrownBy().ifPresent(role -> {
            throw violation("agent " + role + " threw something in a process that lived on");
        });
    }
}
