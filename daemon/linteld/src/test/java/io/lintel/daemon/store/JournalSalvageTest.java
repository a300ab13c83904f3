package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventStamp;
import io.lintel.core.event.EventType;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.Moment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged journal: what is intact and undelivered goes on as it was, no number is used twice, the damaged file is kept. */
final class JournalSalvageTest {
    private static final int PAGE = 4_096;
    private static final int SEEDS = Integer.getInteger("lintel.salvage.seeds", 24);

    @TempDir
    private Path directory;

    private final EventCodec codec = new EventCodec();
    private Path file = Path.of("");

    @BeforeEach
    void place() {
        file = directory.resolve("journal.db");
    }

    @Test
    void carriesOverWhatIsIntactAndSaysWhatIsLost() throws IOException {
        List<JournalEntry> written = write(200, 20);
        int page = pageOf(written.get(99));
        Set<Long> onIt = seqsOn(page, written);
        overwrite((page - 1L) * PAGE, noise(PAGE, 1));

        try (Journal journal = reopened();
                JournalReader reader = new JournalReader(file)) {
            JournalEntry next = Events.append(journal, 201, 201).getFirst();
            assertThat(next.seq()).as("201 is the news").isEqualTo(202);
            List<JournalEntry> pending = reader.pending(0, 1_000);
            List<JournalEntry> expected = written.stream().filter(each -> each.seq() > 20 && !onIt.contains(each.seq())).toList();
            assertThat(bodies(pending.subList(0, expected.size()))).isEqualTo(bodies(expected));
            assertThat(pending).hasSize(expected.size() + 2);
            assertThat(journal.pending()).isEqualTo(pending.size());

            JournalEntry news = pending.get(expected.size());
            assertThat(codec.decode(news.body()).event().type()).isEqualTo(EventType.HEALTH_CHANGED);
            long from = onIt.stream().min(Long::compare).orElseThrow();
            assertThat(codec.decode(news.body()).event().detail())
                    .containsEntry("component", "journal")
                    .containsEntry("state", "degraded")
                    .containsEntry("carried", Integer.toString(expected.size()))
                    .containsEntry("missing", from + "-" + (from + onIt.size() - 1))
                    .containsEntry("chain", "goes on");
            assertThat(stamp(news).prev()).isEqualTo(HashChain.hash(written.getLast().body()));
            assertThat(stamp(next).prev()).isEqualTo(HashChain.hash(news.body()));
            assertThat(journal.setAside().orElseThrow()).exists();
            assertThat(journal.setAsideNotice().orElseThrow()).contains(expected.size() + " events", from + "-", "damaged-")
                    .doesNotContain(directory.toString()).doesNotContain("\n");
            assertThat(reader.ackedUpTo()).isEqualTo(20);
            assertThat(reader.verify().breaks()).as("the gaps are explained").isEmpty();
        }
    }

    @Test
    void whateverTheDamageNothingIntactIsLostAndNoNumberIsUsedTwice() throws IOException {
        int noticed = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            file = Files.createDirectory(directory.resolve("seed-" + seed)).resolve("journal.db");
            Random random = new Random(seed);
            Map<Long, UUID> ids = new HashMap<>();
            // Damage that nobody notices, a changed byte in a text for instance, ends it: then nothing is salvaged.
            for (int life = 0; life < 4 && live(seed, life, random, ids); life++) {
                noticed += Math.min(life, 1);
            }
        }
        assertThat(noticed).as("the damage was real").isGreaterThan(SEEDS);
    }

    /** Opens, checks what came through, writes, acknowledges some and damages the file; false if the damage before was not noticed. */
    private boolean live(int seed, int life, Random random, Map<Long, UUID> ids) throws IOException {
        String here = "seed " + seed + ", life " + life;
        InstantSource wall = InstantSource.fixed(Events.START.plus(Duration.ofDays(life)));
        List<JournalEntry> before = new ArrayList<>();
        long acked;
        try (Journal journal = Events.journal(Events.settings(file), wall, seed * 10L + life);
                JournalReader reader = new JournalReader(file)) {
            Events.append(journal, 1, 1 + random.nextInt(150));
            if (life > 0 && journal.setAside().isEmpty()) {
                return false;
            }
            assertThat(reader.verify().breaks()).as(here).isEmpty();
            journal.setAside().ifPresent(aside -> assertThat(aside).as(here).exists());
            before.addAll(reader.range(0, Long.MAX_VALUE, 10_000));
            for (JournalEntry each : before) {
                assertThat(ids.merge(each.seq(), each.id(), (old, now) -> old))
                        .as("%s: number %d", here, each.seq())
                        .isEqualTo(each.id());
            }
            assertThat(before).extracting(JournalEntry::id).as(here).doesNotHaveDuplicates();
            JournalEntry mark = before.get(random.nextInt(before.size()));
            journal.acked(mark.seq(), mark.id());
            acked = reader.ackedUpTo();
        }
        byte[] whole = Files.readAllBytes(file);
        damage(random);
        Set<UUID> must = untouched(whole, before, acked);
        Path copy = directory.resolve("copy-" + seed + "-" + life);
        Files.copy(file, copy);
        try (Journal journal = Events.journal(Events.settings(copy), wall, 7_000 + seed * 10L + life);
                JournalReader reader = new JournalReader(copy)) {
            journal.open();
            if (journal.setAside().isPresent()) {
                List<JournalEntry> pending = reader.pending(0, 10_000);
                assertThat(pending).extracting(JournalEntry::id).as(here).doesNotHaveDuplicates().containsAll(must);
                unaltered(here, before, pending);
            }
        }
        return true;
    }

    private void unaltered(String here, List<JournalEntry> before, List<JournalEntry> pending) {
        Map<Long, JournalEntry> there = pending.stream().collect(Collectors.toMap(JournalEntry::seq, each -> each));
        for (JournalEntry each : before) {
            JournalEntry now = there.get(each.seq());
            if (now != null && there.containsKey(each.seq() + 1)) { // an altered one with no successor cannot be told
                assertThat(now.body()).as("%s: event %d", here, each.seq()).isEqualTo(each.body());
            }
        }
    }

    /** Undelivered events that lie only on pages of which not one byte has changed; a page may also hold what was moved off it. */
    private Set<UUID> untouched(byte[] whole, List<JournalEntry> entries, long acked) throws IOException {
        byte[] damaged = Files.readAllBytes(file);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        Set<UUID> must = new HashSet<>();
        for (JournalEntry each : entries) {
            String body = new String(each.body(), StandardCharsets.ISO_8859_1);
            boolean same = each.seq() > acked;
            for (int at = text.indexOf(body); at >= 0; at = text.indexOf(body, at + 1)) {
                int from = at / PAGE * PAGE;
                same &= from + PAGE <= damaged.length && Arrays.equals(whole, from, from + PAGE, damaged, from, from + PAGE);
            }
            if (same && text.contains(body)) {
                must.add(each.id());
            }
        }
        return must;
    }

    private void damage(Random random) throws IOException {
        int size = (int) Files.size(file);
        switch (random.nextInt(6)) {
            case 0 -> Files.writeString(file, "this is not a database, but a text that is long enough ".repeat(20));
            case 1 -> truncate(1 + random.nextInt(size - 1));
            case 2 -> overwrite((long) PAGE * random.nextInt(size / PAGE), noise(PAGE, random.nextInt()));
            case 3 -> overwrite(0, new byte[PAGE]);
            case 4 -> overwrite(random.nextInt(size - 64), noise(64, random.nextInt()));
            default -> {
                for (int i = 0; i < 20; i++) {
                    overwrite(random.nextInt(size), noise(1, random.nextInt()));
                }
            }
        }
    }

    @Test
    void leapsWhereNobodyKnowsWhichNumbersWereUsed() throws IOException {
        List<JournalEntry> written = write(200, 0);
        truncate(Files.size(file) / 2);
        try (Journal journal = reopened();
                JournalReader reader = new JournalReader(file)) {
            journal.open();
            JournalEntry news = reader.latest(1).getFirst();
            assertThat(news.seq()).isGreaterThan(Salvage.LEAP + 50).isLessThan(Salvage.LEAP + 202);
            assertThat(stamp(news).prev()).as("the event before is not known").isEqualTo(HashChain.GENESIS);
            assertThat(codec.decode(news.body()).event().detail().get("missing")).endsWith("-" + (news.seq() - 1));
            List<JournalEntry> carried = reader.range(1, 200, 200);
            assertThat(carried).hasSizeGreaterThan(50);
            assertThat(bodies(carried)).as("as they were").isEqualTo(
                    bodies(carried.stream().map(each -> written.get((int) each.seq() - 1)).toList()));
            assertThat(reader.verify().breaks()).as("the gaps are explained").isEmpty();
        }
    }

    @Test
    void aProcessThatKnowsWhereItWasGoesOnThereEvenIfAllIsLost() throws IOException {
        try (Journal journal = reopened();
                JournalReader reader = new JournalReader(file)) {
            List<JournalEntry> written = Events.append(journal, 1, 30);
            journal.acked(10, written.get(9).id());
            release(journal);
            Files.writeString(file, "not a database any more ".repeat(100));
            assertThat(Events.append(journal, 31, 31)).extracting(JournalEntry::seq).containsExactly(32L);
            JournalEntry news = reader.entry(31).orElseThrow();
            assertThat(stamp(news).prev()).isEqualTo(HashChain.hash(written.getLast().body()));
            assertThat(codec.decode(news.body()).event().detail()).containsEntry("missing", "11-30").containsEntry("carried", "0");
            assertThat(reader.ackedUpTo()).isEqualTo(10);
            assertThat(reader.verify().breaks()).as("the gaps are explained").isEmpty();
        }
    }

    @Test
    void eventsThatWereOnDiskAndAreGoneAreDamageToo() throws IOException {
        try (Journal journal = reopened()) {
            Events.append(journal, 1, 10);
            release(journal);
            byte[] ten = Files.readAllBytes(file);
            Events.append(journal, 11, 20);
            release(journal);
            Files.write(file, ten); // an older state of the file, whole in itself
            assertThat(Events.append(journal, 21, 21)).extracting(JournalEntry::seq).containsExactly(22L);
            assertThat(journal.setAsideNotice().orElseThrow()).contains("from 11 to 20 were on disk and are gone");
        }
    }

    @Test
    void readsWhatIsOnlyInTheLogAndWhatTakesManyPages() throws IOException {
        Path copy = directory.resolve("copy.db");
        JournalEntry large;
        JournalEntry parked;
        try (Journal journal = reopened()) {
            Events.append(journal, 1, 3);
            journal.checkpoint();
            DoorEvent event =
                    DoorEvent.of(EventType.DOOR_FORCED, new Moment(1, Events.START), Map.of("text", "x".repeat(20_000)));
            large = journal.append(List.of(journal.prepare(event))).getFirst();
            parked = Events.append(journal, 5, 5).getFirst();
            journal.parked(5, parked.id(), "too large");
            Files.copy(file, copy);
            Files.copy(directory.resolve("journal.db-wal"), directory.resolve("copy.db-wal"));
        }
        file = copy;
        overwrite(0, new byte[PAGE]); // the header and the root, whose newer versions are in the log
        overwrite(PAGE, noise(PAGE, 3));
        try (Database fresh = Database.open(directory.resolve("fresh.db"), JournalSchema.STEPS);
                JournalReader reader = new JournalReader(directory.resolve("fresh.db"))) {
            Salvage.Result[] result = new Salvage.Result[1];
            fresh.transaction(() -> result[0] = Salvage.carry(copy, fresh, new Salvage.Known(0, HashChain.GENESIS, 0, true), 0));
            assertThat(result[0]).isEqualTo(new Salvage.Result(5, "", OptionalLong.of(0), 5, HashChain.hash(parked.body())));
            assertThat(reader.entry(4).orElseThrow().body()).isEqualTo(large.body());
            assertThat(reader.pending(0, 10)).extracting(JournalEntry::seq).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void anAlteredEventIsNotCarriedOver() throws IOException {
        List<JournalEntry> written = write(50, 0);
        byte[] whole = Files.readAllBytes(file);
        int at = indexOf(whole, "\"number\":\"30\"".getBytes(StandardCharsets.UTF_8));
        overwrite(at + 10L, "9".getBytes(StandardCharsets.UTF_8)); // 30 becomes 90: well-formed, and not what was written
        overwrite(0, new byte[100]);
        try (Journal journal = reopened();
                JournalReader reader = new JournalReader(file)) {
            journal.open();
            assertThat(reader.range(1, 50, 100)).hasSize(49).extracting(JournalEntry::seq).doesNotContain(30L);
            assertThat(codec.decode(reader.latest(1).getFirst().body()).event().detail().get("missing")).startsWith("30");
            assertThat(written).hasSize(50);
            assertThat(reader.verify().breaks()).as("the gaps are explained").isEmpty();
        }
    }

    @Test
    void whatARestartMustKnowOfIsCarriedOverThoughItWasDelivered() throws IOException {
        try (Journal journal = reopened()) {
            Events.append(journal, 1, 3);
            for (String active : List.of("false", "true")) {
                journal.append(List.of(journal.prepare(
                        DoorEvent.of(EventType.DOOR_LOCKDOWN, new Moment(1, Events.START), Map.of("active", active)))));
            }
            JournalEntry last = Events.append(journal, 6, 9).getLast();
            journal.acked(last.seq(), last.id());
        }
        overwrite(0, new byte[100]);
        try (Journal journal = reopened();
                JournalReader reader = new JournalReader(file)) {
            journal.open();
            assertThat(journal.setAside()).isPresent();
            assertThat(reader.range(1, 9, 9)).isEmpty();
            List<JournalEntry> remembered = reader.remembered(Long.MAX_VALUE, 10);
            assertThat(remembered).extracting(JournalEntry::seq).contains(5L).doesNotContain(4L);
            assertThat(codec.decode(remembered.getLast().body()).event().detail()).containsEntry("active", "true");
        }
    }

    @Test
    void aPowerCutBetweenTheRenamingsIsMadeUpFor() throws IOException {
        write(5, 0);
        Files.move(file, directory.resolve("journal.db.salvage"));
        Files.write(directory.resolve("journal.db-wal"), noise(500, 1)); // left of the damaged one
        try (Journal journal = reopened()) {
            assertThat(Events.append(journal, 6, 6)).extracting(JournalEntry::seq).containsExactly(6L);
        }
        assertThat(names()).doesNotContain("journal.db.salvage").anyMatch(name -> name.matches("journal.db.damaged-.*-wal"));
    }

    @Test
    void aPowerCutDuringTheSalvageBeginsItAgain() throws IOException {
        write(5, 0);
        Files.write(directory.resolve("journal.db.salvage"), noise(5_000, 1));
        Files.write(directory.resolve("journal.db.salvage-wal"), noise(5_000, 2));
        overwrite(0, new byte[100]);
        try (Journal journal = reopened();
                JournalReader reader = new JournalReader(file)) {
            journal.open();
            assertThat(reader.range(1, 5, 10)).hasSize(5);
        }
        assertThat(names()).noneMatch(name -> name.contains("salvage"));
    }

    private List<JournalEntry> write(int count, int acked) {
        try (Journal journal = Events.journal(file)) {
            List<JournalEntry> written = Events.append(journal, 1, count);
            if (acked > 0) {
                journal.acked(acked, written.get(acked - 1).id());
            }
            return written;
        }
    }

    /** As another process would. */
    private Journal reopened() {
        return Events.journal(Events.settings(file), InstantSource.fixed(Events.START), 2);
    }

    /** Closes the file; the journal opens it again by itself. */
    private static void release(Journal journal) {
        journal.close();
    }

    private EventStamp stamp(JournalEntry entry) {
        return codec.decode(entry.body()).stamp();
    }

    private int pageOf(JournalEntry entry) throws IOException {
        return indexOf(Files.readAllBytes(file), entry.body()) / PAGE + 1;
    }

    private Set<Long> seqsOn(int page, List<JournalEntry> entries) throws IOException {
        Set<Long> on = new HashSet<>();
        for (JournalEntry each : entries) {
            if (pageOf(each) == page) {
                on.add(each.seq());
            }
        }
        return on;
    }

    private List<String> names() throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }

    private void overwrite(long at, byte[] bytes) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(at);
            raw.write(bytes);
        }
    }

    private void truncate(long size) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(size);
        }
    }

    private static byte[] noise(int bytes, long seed) {
        byte[] noise = new byte[bytes];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    private static List<String> bodies(List<JournalEntry> entries) {
        return entries.stream().map(each -> new String(each.body(), StandardCharsets.UTF_8)).toList();
    }

    private static int indexOf(byte[] bytes, byte[] word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(word, StandardCharsets.ISO_8859_1));
    }
}
