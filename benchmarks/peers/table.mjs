// Reads what the peers wrote and prints one table. Usage: node table.mjs NAME=FILE…
import fs from 'node:fs';

const FMR = 1e-3;

function read(file) {
  const photographs = [];
  let started = 0;
  let kilobytes = 0;
  for (const line of fs.readFileSync(file, 'utf8').trim().split('\n')) {
    const cells = line.split('\t');
    if (cells[0] === '#') {
      [started, kilobytes] = [Number(cells[1]), Number(cells[2])];
      continue;
    }
    const [identity, path, faces, detect, face, vector] = cells;
    photographs.push({ identity, path, faces: Number(faces), detect: Number(detect) / 1e3, face: Number(face) / 1e3,
      vector: vector === '-' ? null : vector.split(' ').map(Number) });
  }
  return { photographs, started, kilobytes };
}

const median = (numbers) => (numbers.length === 0 ? NaN : [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]);

// Euclidean distance orders unit vectors as cosine does, and face-api.js means its descriptors to be compared by it.
const distance = (a, b) => Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0));

/** All pairs of labelled photographs; a pair with a face that was not found never matches. */
function verification(photographs) {
  const labelled = photographs.filter((each) => each.identity !== '-');
  const genuine = [];
  const impostor = [];
  for (let i = 0; i < labelled.length; i++) {
    for (let j = i + 1; j < labelled.length; j++) {
      const [one, other] = [labelled[i], labelled[j]];
      const apart = one.vector && other.vector ? distance(one.vector, other.vector) : Infinity;
      (one.identity === other.identity ? genuine : impostor).push(apart);
    }
  }
  if (genuine.length === 0 || impostor.length === 0 || !labelled.some((each) => each.vector)) {
    return null;
  }
  impostor.sort((a, b) => a - b);
  const threshold = impostor[Math.floor(FMR * impostor.length)];
  const missed = genuine.filter((apart) => !(apart < threshold)).length;
  const found = genuine.filter((apart) => apart < Infinity);
  const all = [...genuine.map((apart) => [apart, 1]), ...impostor.map((apart) => [apart, 0])].sort((a, b) => a[0] - b[0]);
  let [accepted, rejected, best] = [0, impostor.length, 0];
  for (const [apart, same] of all) {
    if (apart === Infinity) {
      break;
    }
    accepted += same;
    rejected -= 1 - same;
    best = Math.max(best, (accepted / genuine.length + rejected / impostor.length) / 2);
  }
  return { fnmr: missed / genuine.length, found: found.filter((apart) => !(apart < threshold)).length / found.length, accuracy: best, genuine: genuine.length, impostor: impostor.length };
}

const peers = process.argv.slice(2).map((each) => ({ name: each.split('=')[0], ...read(each.slice(each.indexOf('=') + 1)) }));
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const rows = [['peer', 'with a face', 'faces', `FNMR at FMR ${FMR}`, 'where found', 'balanced accuracy', 'detect CPU ms', 'face CPU ms', 'peak RSS MB', 'start-up CPU ms']];
for (const { name, photographs, started, kilobytes } of peers) {
  const pairs = verification(photographs);
  // The first photographs warm the peer up and are left out of its times.
  const warm = photographs.slice(Math.min(3, photographs.length - 1));
  rows.push([name, percent(photographs.filter((each) => each.faces > 0).length / photographs.length),
    String(photographs.reduce((sum, each) => sum + each.faces, 0)),
    pairs ? percent(pairs.fnmr) : 'none', pairs ? percent(pairs.found) : 'none', pairs ? percent(pairs.accuracy) : 'none',
    median(warm.map((each) => each.detect)).toFixed(1), median(warm.filter((each) => each.faces > 0).map((each) => each.face)).toFixed(1),
    (kilobytes / 1024).toFixed(0), String(started)]);
}
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
rows.forEach((row, i) => {
  console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
  if (i === 0) {
    console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  }
});
const pairs = peers.map((peer) => verification(peer.photographs)).find((each) => each);
console.log(`\n${peers[0].photographs.length} photographs${pairs ? `, ${pairs.genuine} genuine and ${pairs.impostor} impostor pairs` : ', not labelled'}; CPU times are medians.`);
