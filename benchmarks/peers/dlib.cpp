// dlib's frontal face detector (HOG) and 68-point predictor, as Debian packages them; Debian carries no model of dlib's embedder.
// See ./run for what goes in and comes out. Usage: dlib PREDICTOR LIST
#include <dlib/image_io.h>
#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>

#include <time.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace {
/** Microseconds of processor time of this thread. */
long micros() {
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return spent.tv_sec * 1'000'000L + spent.tv_nsec / 1'000;
}

std::string peak_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmHWM:", 0) == 0) {
            std::istringstream words(line.substr(6));
            std::string number;
            words >> number;
            return number;
        }
    }
    return "0";
}
}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: dlib PREDICTOR LIST\n";
        return 2;
    }
    dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
    dlib::shape_predictor predictor;
    dlib::deserialize(arguments[1]) >> predictor;
    std::ifstream list(arguments[2]);
    long started = 0;
    for (std::string line; std::getline(list, line);) {
        const auto tab = line.find('\t');
        dlib::array2d<dlib::rgb_pixel> picture;
        dlib::load_image(picture, line.substr(tab + 1));
        const auto began = micros();
        const std::vector<dlib::rectangle> faces = detector(picture);
        const auto detected = micros();
        if (!faces.empty()) {
            dlib::rectangle largest = faces.front();
            for (const auto& face : faces) {
                largest = face.area() > largest.area() ? face : largest;
            }
            predictor(picture, largest);
        }
        const auto located = micros();
        if (started == 0) {
            started = clock() * 1'000L / CLOCKS_PER_SEC;
        }
        std::cout << line << '\t' << faces.size() << '\t' << detected - began << '\t' << located - detected << '\t'
                  << "-\n";
    }
    std::cout << "#\t" << started << '\t' << peak_kilobytes() << '\n';
}
