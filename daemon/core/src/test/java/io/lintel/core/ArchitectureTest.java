package io.lintel.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.Set;

/** The core is pure: everything it knows of the world comes in as an argument, and everything it wants done goes out as a value. */
@AnalyzeClasses(packages = "io.lintel.core", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final Set<String> CLOCKS_AND_DICE = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.getProperty",
            "java.lang.System.getenv",
            "java.lang.Math.random",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.ZoneId.systemDefault",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.util.UUID.randomUUID");

    @ArchTest
    static final ArchRule noInputOrOutput = noClasses()
            .should()
            .dependOnClassesThat(describe("do I/O or run threads", ArchitectureTest::isImpure))
            .because("a decision must be replayable from its inputs");

    @ArchTest
    static final ArchRule noClockAndNoDice = noClasses()
            .should()
            .accessTargetWhere(asksTheWorld())
            .because("time, randomness and ids are parameters");

    @ArchTest
    static final ArchRule knowsOnlyTheHardwareAbstraction = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lintel.daemon..", "io.lintel.models..", "io.lintel.cli..", "io.lintel.hal.*..")
            .because("dependencies point inwards");

    @ArchTest
    static final ArchRule noCircles = slices().matching("io.lintel.core.(*)..").should().beFreeOfCycles();

    private static boolean isImpure(JavaClass type) {
        String name = type.getPackageName();
        boolean io = name.equals("java.io") && !type.isEquivalentTo(Serializable.class);
        boolean files = name.startsWith("java.nio.file") || name.startsWith("java.nio.channels");
        boolean net = name.startsWith("java.net") && !type.getSimpleName().equals("URI");
        boolean threads = name.startsWith("java.util.concurrent") || type.isEquivalentTo(Thread.class);
        return io || files || net || threads || name.startsWith("java.sql");
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheWorld() {
        return describe("asks a clock, the environment or dice", access -> CLOCKS_AND_DICE.contains(
                access.getTargetOwner().getFullName() + "." + access.getName()));
    }
}
