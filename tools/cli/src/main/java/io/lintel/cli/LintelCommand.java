package io.lintel.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The root of the command tree. */
@Command(
        name = "lintel",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        description = "Open software for doors that know faces.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the message says what, where and what to do",
            "2:wrong usage",
            "69, 70, 75, 77, 78:of 'lintel run' only: unavailable, internal fault, try again, not permitted, configuration"
        },
        subcommands = {
            RunCommand.class,
            SetupCommand.class,
            PersonCommand.class,
            EventsCommand.class,
            AttendanceCommand.class,
            DoorCommand.class,
            RemoteCommand.class,
            KeysCommand.class,
            CameraCommand.class,
            GpioCommand.class,
            ModelsCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            ExplainCommand.class,
            EvaluateCommand.class,
            VersionCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        })
final class LintelCommand {}
