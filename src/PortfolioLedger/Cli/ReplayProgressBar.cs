using System.Globalization;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Books;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>
/// Shows on standard error how far a long fold has come: a bar on a terminal, which is gone before
/// the answer is written, and a line for every tenth elsewhere.
/// </summary>
/// <param name="errors">Standard error.</param>
internal sealed class ReplayProgressBar(IAnsiConsole errors) : IProgress<FoldProgress>, IDisposable
{
    /// <summary>Shorter folds end before anybody could read it.</summary>
    internal const int WorthShowing = 50_000;

    private const int Tenths = 10;
    private readonly Lock _one = new();
    private TaskCompletionSource? _ended;
    private Task _display = Task.CompletedTask;
    private ProgressTask? _bar;
    private long _tenth;

    public void Report(FoldProgress value)
    {
        if (value.UpTo - value.From < WorthShowing)
            return;
        lock (_one)
            if (errors.Profile.Out.IsTerminal)
                Move(value);
            else
                Say(value);
    }

    /// <summary>Takes the bar away; what is written next begins on a clean line.</summary>
    public void Dispose()
    {
        lock (_one)
            End();
    }

    private void End()
    {
        _ended?.TrySetResult();
        _display.Wait();
        (_ended, _bar) = (null, null);
    }

    private void Move(FoldProgress value)
    {
        if (_bar is null)
            Show(value);
        _bar!.Value = value.At - value.From;
        if (value.At == value.UpTo)
            End();
    }

    private void Show(FoldProgress value)
    {
        var (shown, ended) = (new TaskCompletionSource<ProgressTask>(), new TaskCompletionSource());
        _ended = ended;
        _display = errors.Progress().AutoClear(true).StartAsync(async display =>
        {
            shown.SetResult(display.AddTask(
                Markup.Escape($"{value.Portfolio}: folding its history"),
                maxValue: value.UpTo - value.From));
            await ended.Task;
        });
        _bar = shown.Task.GetAwaiter().GetResult();
    }

    private void Say(FoldProgress value)
    {
        var tenth = Tenths * (value.At - value.From) / (value.UpTo - value.From);
        if (tenth == _tenth)
            return;
        _tenth = tenth % Tenths;
        errors.Profile.Out.Writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{value.Portfolio}: {tenth * Tenths} % of {value.UpTo - value.From:#,0} events "
                    + $"folded"
            )
        );
    }
}
