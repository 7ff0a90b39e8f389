using System.Text;
using PortfolioLedger.Cli;
using PortfolioLedger.Core.Kernel;
using Spectre.Console;

namespace PortfolioLedger.Tests.Cli;

/// <summary>How far a long fold has come, on standard error.</summary>
public sealed class FoldBarTests
{
    private readonly StringWriter _written = new();

    [Fact]
    public void Where_nobody_looks_each_tenth_is_a_line()
    {
        using var bar = Bar(isTerminal: false);
        for (var at = 100_000; at <= 300_000; at += 1_000)
            bar.Report(new(Key.Parse("capital"), 100_000, at, 300_000));

        var lines = _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, lines.Length);
        Assert.Equal("capital: 10 % of 200,000 events folded", lines[0].TrimEnd());
        Assert.Equal("capital: 100 % of 200,000 events folded", lines[^1].TrimEnd());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_short_fold_shows_nothing(bool isTerminal)
    {
        using (var bar = Bar(isTerminal))
            bar.Report(new(Key.Parse("capital"), 0, 1_024, ReplayProgressBar.WorthShowing - 1));

        Assert.Empty(_written.ToString());
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(150_000)]
    public void On_a_terminal_the_bar_is_gone_when_the_fold_ends_or_stops(long end)
    {
        using (var bar = Bar(isTerminal: true))
            for (var at = 50_000L; at <= end; at += 50_000)
                bar.Report(new(Key.Parse("capital"), 0, at, 300_000));

        Assert.Contains(
            "capital: folding its history",
            _written.ToString(),
            StringComparison.Ordinal
        );
        Assert.EndsWith("\u001b[?25h", _written.ToString(), StringComparison.Ordinal);
    }

    private ReplayProgressBar Bar(bool isTerminal) => new(AnsiConsole.Create(new()
    {
        Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
        Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        Out = new Screen(_written, isTerminal),
    }));

    private sealed class Screen(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 100;

        public int Height => 25;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
