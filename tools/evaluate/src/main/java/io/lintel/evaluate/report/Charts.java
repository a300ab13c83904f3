package io.lintel.evaluate.report;

import io.lintel.evaluate.EvaluationException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws plots as PNG, twice as fine as they are shown. */
public final class Charts {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    private static final int SCALE = 2;
    private static final Color INK = new Color(0x1F2933);
    private static final Color MUTED = new Color(0x7B8794);
    private static final Color GRID = new Color(0xE4E7EB);
    // Distinguishable without red and green (after Okabe and Ito).
    private static final Color[] COLOURS = {
        new Color(0x0B5CAD), new Color(0xD9730D), new Color(0x2A9D8F), new Color(0x9B5DE5), new Color(0x6B7280), new Color(0xC2185B)
    };

    private Charts() {}

    /** The plot as a PNG file. */
    public static byte[] png(Plot plot) {
        try {
            BufferedImage image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.scale(SCALE, SCALE);
            chart(plot).paint(graphics, WIDTH, HEIGHT);
            graphics.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LinkageError | InternalError e) {
            throw new EvaluationException(
                    "this Java cannot draw charts: " + e.getMessage(), "install fontconfig and a font (apt-get install fontconfig fonts-dejavu-core)");
        }
    }

    private static XYChart chart(Plot plot) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle(plot.x().label())
                .yAxisTitle(plot.y().label())
                .build();
        style(chart.getStyler(), plot);
        int colour = 0;
        for (Plot.Series series : plot.series()) {
            if (series.x().isEmpty()) {
                continue;
            }
            XYSeries drawn = chart.addSeries(series.name(), series.x(), series.y());
            drawn.setMarker(series.kind() == Plot.Kind.POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            Color chosen = series.kind() == Plot.Kind.GUIDE ? MUTED : COLOURS[colour++ % COLOURS.length];
            drawn.setLineColor(chosen);
            drawn.setMarkerColor(chosen);
            switch (series.kind()) {
                case LINE -> drawn.setLineStyle(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                case GUIDE -> drawn.setLineStyle(
                        new BasicStroke(1.1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {5f, 4f}, 0f));
                case POINTS -> drawn.setLineStyle(SeriesLines.NONE);
                case AREA -> {
                    drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
                    drawn.setLineStyle(new BasicStroke(1.8f));
                    drawn.setFillColor(new Color(chosen.getRed(), chosen.getGreen(), chosen.getBlue(), 60));
                }
            }
        }
        return chart;
    }

    private static void style(XYStyler styler, Plot plot) {
        Font small = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setAxisTickLabelsFont(small);
        styler.setAxisTickLabelsColor(MUTED);
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setXAxisTitleColor(INK);
        styler.setYAxisTitleColor(INK);
        styler.setChartTitleVisible(false);
        styler.setLegendFont(small);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setYAxisGroupPosition(0, YAxisPosition.Left);
        styler.setXAxisLogarithmic(plot.x().logarithmic());
        styler.setYAxisLogarithmic(plot.y().logarithmic());
        styler.setXAxisMin(plot.x().min());
        styler.setXAxisMax(plot.x().max());
        styler.setYAxisMin(plot.y().min());
        styler.setYAxisMax(plot.y().max());
        if (!plot.x().logarithmic()) {
            styler.setXAxisDecimalPattern("0.##");
        }
        styler.setChartPadding(12);
        styler.setMarkerSize(7);
    }
}
