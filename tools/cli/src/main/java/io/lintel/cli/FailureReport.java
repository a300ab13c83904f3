package io.lintel.cli;

import io.lintel.core.control.ControlException;
import io.lintel.daemon.StartException;
import io.lintel.daemon.config.ConfigException;
import io.lintel.hal.HalException;
import io.lintel.models.BundleException;
import java.io.PrintWriter;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine;

/**
 * Turns a failure into one clear line on standard error and exit code 1, or 2 for wrong usage; only faults of lintel itself show a
 * stack.
 */
final class FailureReport implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case UsageFailure wrong -> {
                err.println("lintel: " + wrong.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help");
                return CommandLine.ExitCode.USAGE;
            }
            case CommandFailure known -> err.println("lintel: " + known.getMessage() + "; " + known.todo());
            case ControlException _, HalException _, ConfigException _, BundleException _, StartException _, IllegalArgumentException _ ->
                err.println("lintel: " + failure.getMessage());
            default -> {
                err.println("lintel: internal fault: " + failure);
                failure.printStackTrace(err);
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
