package io.lintel.evaluate.data;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lintel.evaluate.EvaluationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void everyFolderWithPhotographsIsAPerson() throws IOException {
        photographs("a/1.jpg", "a/2.png", "deep/b/1.jpeg", "a/notes.txt", "a/.hidden.jpg");
        Dataset dataset = read();
        assertThat(dataset.people()).containsExactly(entry("a", 2), entry("deep/b", 1));
        assertThat(dataset.remarks()).singleElement().asString().contains("1 person has a single photograph");
    }

    @Test
    void aListOfPairsLabelsItsFolder() throws IOException {
        photographs("p/1.jpg", "p/2.jpg", "set/x.jpg", "set/y.jpg", "set/z.jpg", "liveness/F1.jpg");
        Files.writeString(folder.resolve("set/pairs.csv"), "file_x,file_y,Decision\nx.jpg,y.jpg,Yes\nx.jpg,z.jpg,No\ny.jpg,x.jpg,Yes\n");
        Dataset dataset = read();
        assertThat(dataset.pairs()).hasSize(2).extracting(Pair::same).containsExactly(true, false);
        assertThat(dataset.people()).containsOnlyKeys("p");
        assertThat(dataset.identities()).as("p, x with y, z").isEqualTo(3);
        assertThat(dataset.photographs()).hasSize(5);
        assertThat(dataset.protocol()).isFalse();
        assertThat(new DatasetReader(folder).recordedPresentations()).hasSize(1);
    }

    @Test
    void pairsTellWhoIsWho() throws IOException {
        photographs("a.jpg", "b.jpg", "c.jpg", "d.jpg");
        Path csv = Files.writeString(folder.resolve("list.csv"), "a.jpg,b.jpg,yes\nb.jpg,c.jpg,yes\na.jpg,d.jpg,no\n");
        Dataset dataset = new DatasetReader(folder).read(Optional.of(csv));
        assertThat(dataset.photographs()).extracting(Photograph::person).containsExactly("?a.jpg", "?a.jpg", "?a.jpg", "?d.jpg");
        assertThat(dataset.identities()).isEqualTo(2);
        assertThat(dataset.people()).isEmpty();
        assertThat(dataset.remarks()).isEmpty();
        Files.writeString(csv, "a.jpg,b.jpg,yes\nb.jpg,c.jpg,yes\na.jpg,c.jpg,no\n");
        assertThat(new DatasetReader(folder).read(Optional.of(csv)).remarks()).singleElement().asString().contains("contradict").contains("c.jpg");
    }

    @Test
    void aListOfFilesAndPeople() throws IOException {
        photographs("one.jpg", "sub/two.jpg");
        Path list = Files.writeString(folder.resolve("list.csv"), "file,person\none.jpg,ana\nsub/two.jpg,ana\n");
        assertThat(new DatasetReader(list).read(Optional.empty()).people()).containsExactly(entry("ana", 2));
        Files.writeString(list, "file,person\none.jpg,ana\nthree.jpg,ana\n");
        assertThatThrownBy(() -> new DatasetReader(list).read(Optional.empty()))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("list.csv:3").hasMessageContaining("three.jpg");
        Files.writeString(list, "photo,who\none.jpg,ana\n");
        assertThatThrownBy(() -> new DatasetReader(list).read(Optional.empty())).hasMessageContaining("list.csv:1: no column file and no column person; the columns are photo, who");
        Files.writeString(list, "\uFEFFfile,person\none.jpg,\n");
        assertThatThrownBy(() -> new DatasetReader(list).read(Optional.empty())).hasMessageContaining("list.csv:2: no person");
    }

    @Test
    void nobodyIsCountedWhomNobodyNamed() throws IOException {
        photographs("1.jpg", "2.jpg", "3.jpg");
        Dataset dataset = read();
        assertThat(dataset.identities()).isZero();
        assertThat(dataset.known()).isZero();
        assertThat(dataset.remarks()).singleElement().asString().contains("in no person's folder");
    }

    @Test
    void aFolderThatCannotBeReadIsNamedAndTheRestIsRead() throws IOException {
        photographs("a/1.jpg", "a/2.jpg", "b/1.jpg");
        PhotographFolders found = PhotographFolders.below(folder);
        assertThat(found.unreadable()).isEmpty();
        assertThat(found.visitFileFailed(folder.resolve("c"), new AccessDeniedException(folder.resolve("c").toString())))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(found.unreadable()).containsExactly("cannot read " + folder.resolve("c") + ": not allowed");
        Path shut = folder.resolve("b");
        Files.setPosixFilePermissions(shut, Set.of());
        try {
            assumeThat(Files.isReadable(shut)).as("root reads everything").isFalse();
            Dataset dataset = read();
            assertThat(dataset.people()).containsOnlyKeys("a");
            assertThat(dataset.leftOut()).containsExactly("left out: cannot read " + shut + ": not allowed");
        } finally {
            Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void readsBothFormatsOfLfwAndItsFolds() throws IOException {
        photographs("Ana_Lima/Ana_Lima_0001.jpg", "Ana_Lima/Ana_Lima_0002.jpg", "Bo/Bo_0001.jpg", "Bo/Bo_0003.png");
        Dataset dataset = pairs("2\t1\nAna_Lima\t1\t2\nAna_Lima\t1\tBo\t1\nBo\t1\t3\nAna_Lima\t2\tBo\t3\n");
        assertThat(dataset.protocol()).isTrue();
        assertThat(dataset.pairs()).extracting(Pair::fold).containsExactly(0, 0, 1, 1);
        assertThat(dataset.pairs()).extracting(Pair::same).containsExactly(true, false, true, false);
        assertThat(dataset.photographs()).extracting(Photograph::person).containsExactly("Ana_Lima", "Ana_Lima", "Bo", "Bo");
    }

    @Test
    void withoutACountPairsAreDealtToTenFolds() throws IOException {
        photographs("A/A_0001.jpg", "A/A_0002.jpg", "B/B_0001.jpg");
        assertThat(pairs("A 1 2\n\nA 1 B 1\nA 2 B 1\n").pairs()).extracting(Pair::fold).containsExactly(0, 0, 1);
    }

    @Test
    void namesTheLineThatIsNoPair() throws IOException {
        photographs("A/A_0001.jpg", "A/A_0002.jpg");
        assertThat(failure("A 1 2\nA 1\n")).contains("pairs.txt:2").contains("2 words");
        assertThat(failure("A 1 2\nA 1 7\n")).contains("pairs.txt:2").contains("A_0007.jpg");
        assertThat(failure("A one 2\n")).contains("pairs.txt:1").contains("A one");
        assertThat(failure("A 1 1\n")).contains("pairs.txt:1").contains("itself");
        assertThat(failure("../A 1 2\n")).contains("pairs.txt:1");
        assertThat(failure("10 300\n")).contains("has no pairs");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> new DatasetReader(folder.resolve("no")).read(Optional.empty())).hasMessageContaining("there is no folder");
        assertThatThrownBy(this::read).hasMessageContaining("has no photographs");
        assertThatThrownBy(() -> new DatasetReader(folder).read(Optional.of(folder.resolve("no.txt")))).hasMessageContaining("no pairs file");
    }

    @Test
    void groupsArePeopleOrFiles() throws IOException {
        Path csv = Files.writeString(folder.resolve("groups.csv"), "person,group\nana,north\nbo,south\n");
        Groups groups = Groups.read(csv);
        assertThat(groups.names()).containsExactly("north", "south");
        assertThat(groups.of(Photograph.of(folder, "set/ana/1.jpg", "set/ana"))).contains("north");
        Photograph stranger = Photograph.of(folder, "x/1.jpg", "cy");
        assertThat(groups.of(stranger)).isEmpty();
        assertThat(groups.remarks(List.of(Photograph.of(folder, "set/ana/1.jpg", "set/ana"), stranger)))
                .containsExactly(csv + " names some of whom there is no photograph: bo", "1 of 2 photographs are in no group");
        assertThatThrownBy(() -> groups.remarks(List.of(stranger))).isInstanceOf(EvaluationException.class).hasMessageContaining("names nobody who is");
        Files.writeString(csv, "person,group\nana,north\nana,south\n");
        assertThatThrownBy(() -> Groups.read(csv)).hasMessageContaining("groups.csv:3").hasMessageContaining("north");
        Files.writeString(csv, "person,region\nana,north\n");
        assertThatThrownBy(() -> Groups.read(csv))
                .isInstanceOfSatisfying(EvaluationException.class, e -> assertThat(e.todo()).contains("person,group or file,group"))
                .hasMessageContaining("groups.csv:1: no column group; the columns are person, region");
        Files.writeString(csv, "person;group\n");
        assertThatThrownBy(() -> Groups.read(csv)).hasMessageContaining("the columns are person;group");
    }

    private void photographs(String... names) throws IOException {
        for (String name : List.of(names)) {
            Path file = folder.resolve(name);
            Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(folder));
            Files.writeString(file, "");
        }
    }

    private Dataset read() {
        return new DatasetReader(folder).read(Optional.empty());
    }

    private Dataset pairs(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("pairs.txt"), text);
        return new DatasetReader(folder).read(Optional.of(file));
    }

    private String failure(String text) {
        try {
            pairs(text);
        } catch (EvaluationException e) {
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            return e.toString();
        }
        return "read";
    }
}
