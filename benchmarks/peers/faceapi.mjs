// face-api.js on Node with TensorFlow.js' WebAssembly backend, one thread. See ./run for what goes in and comes out.
// Usage: node faceapi.mjs ssd|tiny LIST
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const jpeg = require('jpeg-js');
const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');

const models = path.join(path.dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
wasm.setWasmPaths(path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist') + path.sep);
wasm.setThreadsCount(1);
await tf.setBackend('wasm');
await tf.ready();

const [detector, list] = process.argv.slice(2);
const net = detector === 'ssd' ? faceapi.nets.ssdMobilenetv1 : faceapi.nets.tinyFaceDetector;
const options = detector === 'ssd' ? new faceapi.SsdMobilenetv1Options() : new faceapi.TinyFaceDetectorOptions();
await net.loadFromDisk(models);
await faceapi.nets.faceLandmark68Net.loadFromDisk(models);
await faceapi.nets.faceRecognitionNet.loadFromDisk(models);

function picture(file) {
  const { width, height, data } = jpeg.decode(fs.readFileSync(file), { useTArray: true });
  const rgb = new Int32Array(width * height * 3);
  for (let i = 0, j = 0; i < data.length; i += 4) {
    rgb[j++] = data[i];
    rgb[j++] = data[i + 1];
    rgb[j++] = data[i + 2];
  }
  return tf.tensor3d(rgb, [height, width, 3], 'int32');
}

/** Microseconds of processor time of this process. */
function micros() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

let started = 0;
for (const line of fs.readFileSync(list, 'utf8').trim().split('\n')) {
  const [identity, file] = line.split('\t');
  const pixels = picture(file);
  const began = micros();
  const found = await faceapi.detectAllFaces(pixels, options);
  const detected = micros();
  let vector = '-';
  if (found.length > 0) {
    found.sort((one, other) => other.box.area - one.box.area);
    const [crop] = await faceapi.extractFaceTensors(pixels, [found[0].box]);
    const points = await faceapi.detectFaceLandmarks(crop);
    // The library's own way: align by the landmarks, cut out again, describe.
    const box = points.shiftBy(found[0].box.x, found[0].box.y).align(null, { useDlibAlignment: true });
    const [aligned] = await faceapi.extractFaceTensors(pixels, [box]);
    vector = Array.from(await faceapi.computeFaceDescriptor(aligned)).join(' ');
    tf.dispose([crop, aligned]);
  }
  const described = micros();
  tf.dispose(pixels);
  started ||= Math.round(micros() / 1e3);
  console.log([identity, file, found.length, detected - began, described - detected, vector].join('\t'));
}
const peak = /VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1];
console.log(`#\t${started}\t${peak}`);
