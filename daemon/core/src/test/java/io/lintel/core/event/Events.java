package io.lintel.core.event;

import io.lintel.core.gallery.PersonId;
import io.lintel.hal.ClockQuality;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** Events for tests: one fixed, and any number of random ones at the resolution of the wire. */
final class Events {
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Lisbon"), ZoneId.of("Asia/Kathmandu"), ZoneId.of("+13:45"));
    private static final List<String> TEXTS =
            List.of("", "plain", "quote\" and \\ slash", "line\nbreak\u0000", "ünïcödé 門 \uD83D\uDEAA", "\"late\":false");

    private Events() {}

    static DoorEvent grant() {
        return new DoorEvent(
                EventType.ACCESS_GRANTED,
                Instant.parse("2026-07-01T22:30:00.123Z"),
                12_345_000_000L,
                Optional.of(new PersonId("ana-lima")),
                new Direction(Direction.Way.IN, Direction.Source.READER),
                Optional.of(Reason.MATCH),
                Optional.of(new Recognition(
                        7.25, 6.3, 0.001, 2, 0.71, OptionalDouble.of(0.98), 0.8, "lintel-default@1.0.0", 12, 3)),
                new Latency(Map.of(Stage.CAPTURE, 1_000_000L, Stage.RELAY, 30_000L)),
                Map.of("b", "2", "a", "1"));
    }

    static EventStamp stamp() {
        return new EventStamp(
                UUID.fromString("01980000-0000-7000-8000-000000000001"),
                42,
                HashChain.GENESIS,
                "hq",
                "front",
                "b7e1",
                ZoneId.of("Europe/Lisbon"),
                new ClockQuality("ntp", true, OptionalLong.of(4)),
                true);
    }

    static DoorEvent random(Random random) {
        EnumMap<Stage, Long> latency = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (random.nextBoolean()) {
                latency.put(stage, random.nextLong(10_000_000) * 1_000);
            }
        }
        Map<String, String> detail = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            detail.put(random.nextBoolean() ? "late" : "k" + i, TEXTS.get(random.nextInt(TEXTS.size())));
        }
        return new DoorEvent(
                any(random, EventType.values()),
                Instant.ofEpochSecond(random.nextLong(-2_000_000_000L, 4_000_000_000L), random.nextInt(1_000_000_000)),
                random.nextLong(-1_000_000_000L, 1_000_000_000_000L) * 1_000_000,
                random.nextBoolean() ? Optional.of(new PersonId("p-" + random.nextInt(1000))) : Optional.empty(),
                random.nextBoolean()
                        ? Direction.UNKNOWN
                        : new Direction(any(random, Direction.Way.values()), any(random, Direction.Source.values())),
                random.nextBoolean() ? Optional.of(any(random, Reason.values())) : Optional.empty(),
                random.nextBoolean() ? Optional.of(recognition(random)) : Optional.empty(),
                new Latency(latency),
                detail);
    }

    private static Recognition recognition(Random random) {
        return new Recognition(
                random.nextGaussian() * 10,
                random.nextDouble() * 10,
                random.nextDouble(),
                random.nextInt(17),
                random.nextDouble() * 2 - 1,
                random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
                random.nextDouble(),
                "bundle-" + random.nextInt(9) + "@1." + random.nextInt(9),
                random.nextLong(Long.MAX_VALUE),
                random.nextLong(Long.MAX_VALUE));
    }

    static EventStamp randomStamp(Random random) {
        return new EventStamp(
                new UUID(random.nextLong(), random.nextLong()),
                random.nextLong(1, Long.MAX_VALUE),
                HashChain.hash(new byte[] {(byte) random.nextInt()}),
                "site-" + random.nextInt(9),
                "door-" + random.nextInt(9),
                TEXTS.get(random.nextInt(TEXTS.size())),
                ZONES.get(random.nextInt(ZONES.size())),
                new ClockQuality(
                        "rtc",
                        random.nextBoolean(),
                        random.nextBoolean() ? OptionalLong.of(random.nextLong(10_000)) : OptionalLong.empty()),
                random.nextBoolean());
    }

    private static <E> E any(Random random, E[] of) {
        return of[random.nextInt(of.length)];
    }
}
