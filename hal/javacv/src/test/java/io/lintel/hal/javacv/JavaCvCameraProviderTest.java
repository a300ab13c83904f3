package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.CameraProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class JavaCvCameraProviderTest {
    @Test
    void theServiceLoaderFindsIt() {
        assertThat(ServiceLoader.load(CameraProvider.class)).hasAtLeastOneElementOfType(JavaCvCameraProvider.class);
    }

    @Test
    void aSourceWithoutSchemeIsToldWhatASourceLooksLike() {
        HalException failure = Failures.of(() -> new JavaCvCameraProvider().open(CameraSettings.of("/dev/video0")).close());
        assertThat(failure.kind()).isEqualTo(HalErrorKind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("v4l2:").hasMessageContaining("rtsp:");
    }
}
