package io.lintel.cli;

import picocli.CommandLine;

/** The {@code lintel} command's entry. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and exits: 0 done, 1 failed, 2 wrong usage; {@code lintel run} exits with the daemon's codes.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine(Console.standard()).execute(args));
    }

    /** The command tree on a console of the caller's choice. */
    public static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new LintelCommand(), new CommandFactory(console));
        line.setOut(console.out());
        line.setErr(console.err());
        line.setExecutionExceptionHandler(new FailureReport());
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        return line;
    }
}
