package io.lintel.evaluate.recognition;

import io.lintel.evaluate.report.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found out about recognition, for machines. Numbers that mean nothing are left out. */
final class RecognitionJson {
    private final RecognitionResult result;
    private final List<String> remarks;

    /** With what must not be overlooked. */
    RecognitionJson(RecognitionResult result, List<String> remarks) {
        this.result = result;
        this.remarks = remarks;
    }

    Map<String, Object> map() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "recognition");
        json.put("dataset", result.dataset().name());
        json.put("bundle", result.bundle().name());
        json.put("embedding_space", result.bundle().embeddingSpace());
        json.put("photographs", result.readings().size());
        json.put("people", result.dataset().identities());
        json.put("people_labelled", result.dataset().people().size());
        json.put("remarks", remarks);
        Map<String, Object> acquisition = new LinkedHashMap<>();
        acquisition.put("detected", result.acquisition().detected().json());
        acquisition.put("failure_to_acquire", result.acquisition().failedToAcquire().json());
        acquisition.put("unreadable", result.acquisition().unreadable().json());
        Map<String, Object> reasons = new LinkedHashMap<>();
        result.acquisition().reasons().forEach(reason -> reasons.put(reason.getKey(), reason.getValue()));
        acquisition.put("reasons", reasons);
        json.put("acquisition", acquisition);
        result.verification().ifPresent(found -> {
            json.put("verification", verification(found));
            json.put("calibration", calibration(new CalibrationFit(found)));
        });
        json.put("identification", result.identification().stream().map(RecognitionJson::size).toList());
        json.put("groups", result.groups().stream().map(RecognitionJson::group).toList());
        List<Map<String, Object>> latency = new ArrayList<>();
        result.acquisition().latencies().forEach(stage -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("stage", stage.stage().name().toLowerCase(Locale.ROOT));
            row.put("median_ms", stage.medianMillis());
            row.put("p95_ms", stage.p95Millis());
            latency.add(row);
        });
        json.put("latency", latency);
        return json;
    }

    private static Map<String, Object> verification(Verification found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("genuine", found.genuine().size());
        json.put("genuine_effective", found.genuineEffective());
        json.put("impostor", found.impostor().size());
        json.put("impostor_effective", found.impostorEffective());
        json.put("left_out", found.left());
        json.put("least_fmr", found.leastFmr());
        number(json, "accuracy", found.folds().mean());
        json.put("accuracy_sd", found.folds().deviation());
        json.put("folds", found.folds().folds());
        json.put("eer", found.equalErrorRate().json());
        json.put("at_own_thresholds", found.atMeasured().stream().map(RecognitionJson::point).toList());
        json.put("at_bundle_thresholds", found.atBundle().stream().map(RecognitionJson::point).toList());
        return json;
    }

    private Map<String, Object> calibration(CalibrationFit fit) {
        Map<String, Object> json = new LinkedHashMap<>();
        number(json, "genuine_mean", fit.genuineMean());
        number(json, "genuine_sd", fit.genuineDeviation());
        number(json, "impostor_mean", fit.impostorMean());
        number(json, "impostor_sd", fit.impostorDeviation());
        number(json, "separation", fit.separation());
        number(json, "impostor_correlation", fit.impostorCorrelation());
        number(json, "genuine_correlation", fit.genuineCorrelation());
        number(json, "tail_start", fit.tailStart());
        json.put("tail_scores", fit.tailCount());
        json.put("tail", fit.lines(result.bundle().calibration()).stream()
                .map(line -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("cosine", line.cosine());
                    row.put("manifest_log10_fmr", line.manifest());
                    row.put("fmr", line.measured().json());
                    number(row, "fitted_log10_fmr", line.fitted());
                    return row;
                })
                .toList());
        return json;
    }

    private static Map<String, Object> point(RatePoint point) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target_fmr", point.target());
        number(json, "cosine", point.threshold());
        json.put("fmr", point.fmr().json());
        json.put("fnmr", point.fnmr().json());
        return json;
    }

    private static Map<String, Object> size(Identification.Size size) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("people", size.people());
        json.put("searches", size.searches());
        json.put("stranger_searches", size.strangerSearches());
        json.put("wrong_at_rank_1", size.rankOne().json());
        Map<String, Object> fnir = new LinkedHashMap<>();
        size.fnir().forEach((target, estimate) -> fnir.put(Words.rate(target), estimate.json()));
        json.put("fnir_at_fpir", fnir);
        json.put("door_fnir", size.doorFnir().json());
        json.put("door_fpir", size.doorFpir().json());
        return json;
    }

    private static Map<String, Object> group(GroupResult group) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", group.group());
        json.put("photographs", group.photographs());
        json.put("not_acquired", group.lost().json());
        json.put("target_fmr", group.target());
        json.put("cosine", group.threshold());
        json.put("fmr", group.fmr().json());
        json.put("promise", group.verdict());
        json.put("fnmr", group.fnmr().json());
        return json;
    }

    private static void number(Map<String, Object> json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        }
    }
}
