package io.lintel.cli;

import java.util.List;

/** The Java runtime under this command. */
final class RuntimeExamination implements DoctorCommand.Examination {
    private static final int WANTED = 25;

    @Override
    public List<Finding> look() {
        int release = Runtime.version().feature();
        String what = "Java " + Runtime.version() + " on " + System.getProperty("os.arch");
        Finding java = release == WANTED
                ? Finding.ok("java", what)
                : Finding.fail("java", what, "install a JDK " + WANTED + " runtime; Lintel is built and tested on that one");
        int cores = Runtime.getRuntime().availableProcessors();
        Finding processors = cores >= 2
                ? Finding.ok("cores", cores + " available")
                : Finding.warn("cores", "one core", "recognition and camera share it; expect twice the latency");
        return List.of(java, processors);
    }
}
