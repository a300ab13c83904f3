package io.lintel.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.lintel.daemon.BackEnds;
import io.lintel.daemon.StartException;
import io.lintel.daemon.vision.BundleCalibration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The dependency rule of the house, over every module that ships. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HouseTest {
    private static final String HAL = "io.lintel.hal";
    private static final String BACK_ENDS = "io.lintel.hal.*..";
    private static final String MODELS = "io.lintel.models..";
    private static final String CORE = "io.lintel.core..";
    private static final String DAEMON = "io.lintel.daemon..";
    private static final String EVALUATION = "io.lintel.evaluate..";
    private static final String COMMANDS = "io.lintel.cli..";

    private JavaClasses house = new ClassFileImporter().importPackages("io.lintel.none");

    @BeforeAll
    void readClasses() {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.lintel");
    }

    @Test
    void halContractsDependOnNothing() {
        classes().that().resideInAPackage(HAL).should().onlyDependOnClassesThat(
                resideInAnyPackage(HAL, "java..", "org.jspecify..")).check(house);
    }

    @Test
    void backEndsKnowOnlyTheContracts() {
        noClasses().that().resideInAPackage(BACK_ENDS).should().dependOnClassesThat(
                resideInAnyPackage(MODELS, CORE, DAEMON, EVALUATION, COMMANDS)).check(house);
        slices().matching("io.lintel.hal.(*)..").should().notDependOnEachOther().check(house);
    }

    @Test
    void modelsKnowOnlyTheContracts() {
        noClasses().that().resideInAPackage(MODELS).should().dependOnClassesThat(
                resideInAnyPackage(BACK_ENDS, CORE, DAEMON, EVALUATION, COMMANDS)).check(house);
    }

    @Test
    void coreKnowsOnlyRecordsOfTheContracts() {
        noClasses().that().resideInAPackage(CORE).should().dependOnClassesThat(
                resideInAnyPackage(BACK_ENDS, MODELS, DAEMON, EVALUATION, COMMANDS)).check(house);
    }

    @Test
    void daemonFindsBackEndsByServiceLoaderOnly() {
        noClasses().that().resideInAPackage(DAEMON).should().dependOnClassesThat(
                resideInAnyPackage(BACK_ENDS, EVALUATION, COMMANDS)).check(house);
    }

    @Test
    void evaluationKnowsModelsAndCoreOnly() {
        noClasses().that().resideInAPackage(EVALUATION).should().dependOnClassesThat(
                resideInAnyPackage(BACK_ENDS, DAEMON, COMMANDS)).check(house);
    }

    @Test
    void nobodyDependsOnTheDaemonButItsLauncherAndClients() {
        noClasses().that(resideOutsideOfPackages(DAEMON, COMMANDS)).should().dependOnClassesThat(
                resideInAPackage(DAEMON)).check(house);
        noClasses().that().resideInAPackage(COMMANDS)
                .and().doNotHaveSimpleName("RunCommand")
                .and().doNotHaveSimpleName("DoorConnection")
                .and().doNotHaveSimpleName("RemoteConnection")
                .should().dependOnClassesThat(resideInAPackage(DAEMON)
                        .and(resideOutsideOfPackages("io.lintel.daemon.config.."))
                        .and(not(belongToAnyOf(BackEnds.class, StartException.class, BundleCalibration.class))))
                .check(house);
    }
}
