using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace PortfolioLedger.Benchmarks;

/// <summary>Figures over sizes: as a CSV file, and a picture for each unit.</summary>
/// <param name="name">In the names of the files.</param>
/// <param name="size">What grows, in words.</param>
internal sealed class CurveSheet(string name, string size, params CurveSheet.Picture[] pictures)
{
    private static readonly OxyColor[] Colours =
        [OxyColor.Parse("#2b5c8a"), OxyColor.Parse("#c2571a"), OxyColor.Parse("#3d7a37")];

    /// <summary>Room for the names of curves at their ends, as a share of the width.</summary>
    private const double LabelRoom = 0.25;

    private readonly List<(double Size, double[] Figures)> _rows = [];

    /// <summary>What was measured at a size, in the order of the curves.</summary>
    public void Add(double at, params double[] figures) => _rows.Add((at, figures));

    /// <summary>Writes the files, and answers with a row of the report for each figure.</summary>
    public async Task<IReadOnlyList<Result>> WriteAsync(Bench bench)
    {
        var folder = bench.Quick ? Report.Artifacts() : Path.Combine(Report.Root(), "docs/images");
        var curves = pictures.SelectMany(p => p.Curves, (p, c) => (Picture: p, Curve: c)).ToArray();
        await File.WriteAllLinesAsync(Path.Combine(folder, $"curve-{name}.csv"), _rows
            .Select(r => string.Join(',', r.Figures.Prepend(r.Size)
                .Select(f => f.ToString("0.###", CultureInfo.InvariantCulture))))
            .Prepend(string.Join(',', curves
                .Select(c => $"{c.Picture.Name} {c.Curve} {c.Picture.Unit}").Prepend(size))));
        var drawn = 0;
        foreach (var picture in pictures)
        {
            var svg = Draw(picture, drawn);
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"curve-{name}-{picture.Name}.svg"), svg + "\n");
            drawn += picture.Curves.Length;
        }
        return
        [
            .. _rows.SelectMany(row => curves.Zip(row.Figures, (c, figure) => new Result(
                $"{c.Picture.Title}, {c.Curve}; {size}: {row.Size:N0}",
                new(figure), null, c.Picture.Unit, null, "—", null))),
        ];
    }

    private string Draw(Picture picture, int from)
    {
        var plot = new PlotModel
        {
            Title = picture.Title, TitleFontSize = 15, TitleFontWeight = FontWeights.Normal,
            Background = OxyColors.White, DefaultFont = "system-ui, sans-serif",
            PlotAreaBorderColor = OxyColors.Gray,
        };
        plot.Axes.Add(Axis(AxisPosition.Bottom, size));
        plot.Axes.Add(Axis(AxisPosition.Left, picture.Unit));
        foreach (var (index, curve) in picture.Curves.Index())
        {
            var line = new LineSeries
            {
                Title = curve,
                LineLegendPosition = picture.Curves.Length > 1
                    ? LineLegendPosition.End : LineLegendPosition.None,
                Color = Colours[index], TextColor = Colours[index], StrokeThickness = 2,
                MarkerType = MarkerType.Circle, MarkerFill = Colours[index], MarkerSize = 4,
            };
            line.Points.AddRange(_rows.Select(r => new DataPoint(r.Size, r.Figures[from + index])));
            plot.Series.Add(line);
        }
        return new SvgExporter { Width = 640, Height = 360, IsDocument = false }
            .ExportToString(plot);
    }

    private static LogarithmicAxis Axis(AxisPosition position, string title) => new()
    {
        Position = position, Title = title, StringFormat = "#,0.##", AxisTitleDistance = 26,
        MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColor.Parse("#dddddd"),
        MinimumPadding = 0.05,
        MaximumPadding = position == AxisPosition.Bottom ? LabelRoom : 0.1,
    };

    /// <summary>Curves of one unit.</summary>
    internal sealed record Picture(string Name, string Title, string Unit, params string[] Curves);
}
