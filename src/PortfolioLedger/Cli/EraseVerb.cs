using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Erasure;
using PortfolioLedger.Http.Commands;

namespace PortfolioLedger.Cli;

/// <summary>What <c>erase</c> was told.</summary>
/// <param name="Portfolio">The key of the portfolio, which exists.</param>
/// <param name="Subject">Whose words.</param>
/// <param name="Reason">Why.</param>
/// <param name="Positions">Of the events whose texts are meant; empty for all.</param>
/// <param name="DryRun">Erase nothing.</param>
/// <param name="Json">Report as JSON.</param>
internal sealed record EraseOrder(
    string Portfolio, string Subject, string Reason, string Positions, bool DryRun, bool Json);

/// <summary>The command <c>erase &lt;subject&gt; --portfolio p --reason "…"</c>.</summary>
internal sealed class EraseVerb(Erasures erasures)
{
    /// <summary>
    /// Tells what would be erased, asks, erases, and answers with the exit code.
    /// </summary>
    /// <param name="order">What was told.</param>
    /// <param name="asked">Who is asked whether it is meant; nobody if null.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error: questions and faults.</param>
    /// <param name="cancel">Stops it before it is recorded.</param>
    public Task<int> RunAsync(
        EraseOrder order, Confirmation? asked, TextWriter output, TextWriter errors,
        CancellationToken cancel) => ReadFaults.RunAsync("erase", errors, async () =>
    {
        if (Requested(order) is not { } request)
        {
            await errors.WriteLineAsync(Positions(order.Positions) is null
                ? "erase: --positions must be positions of events, like 12,15."
                : "erase: say whose words: feedback/<key> or stakeholder/<key>.");
            return Verbs.Usage;
        }
        ImmutableArray<FieldFault> faults = [.. request.Faults()];
        if (!faults.IsEmpty)
            throw BodyReader.Invalid(faults, "");
        var portfolio = Key.Parse(order.Portfolio);
        var answer = await erasures.PreviewAsync(portfolio, request, Verbs.Caller, cancel);
        if (!order.DryRun)
        {
            if (asked is not null && await RefusedAsync(asked, answer, errors, cancel) is { } code)
                return code;
            answer = await erasures.EraseAsync(portfolio, request, Verbs.Caller, null, cancel);
        }
        if (order.Json)
            await output.WriteLineAsync(ReportJson.Of(answer));
        else
            await WriteAsync(answer, output);
        await output.FlushAsync(cancel);
        return Verbs.Ok;
    });

    private static ErasureRequest? Requested(EraseOrder order) =>
        Subject.TryParse(order.Subject, out var subject)
        && Positions(order.Positions) is { } positions
            ? new(subject, order.Reason, positions.IsEmpty ? null : positions) : null;

    /// <summary>The positions of a text; null when it holds something else.</summary>
    private static ImmutableArray<long>? Positions(string text)
    {
        var positions = ImmutableArray.CreateBuilder<long>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries
            | StringSplitOptions.RemoveEmptyEntries))
            if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var one))
                positions.Add(one);
            else
                return null;
        return positions.ToImmutable();
    }

    /// <summary>The exit code when it is not meant; null when it is.</summary>
    private static async Task<int?> RefusedAsync(
        Confirmation asked, ErasureAnswer preview, TextWriter errors, CancellationToken cancel)
    {
        if (!asked.CanAnswer)
        {
            await errors.WriteLineAsync("erase: nobody is here to confirm it. Look with --dry-run, "
                + "then give --yes.");
            return Verbs.Usage;
        }
        await WriteAsync(preview, errors);
        if (await asked.IsGivenAsync(preview.Subject.ToString(), errors, cancel))
            return null;
        await errors.WriteLineAsync("erase: not confirmed; nothing was erased.");
        return Verbs.Failed;
    }

    private static async Task WriteAsync(ErasureAnswer answer, TextWriter output)
    {
        var texts = answer.Texts.Length == 1 ? "1 text" : $"{answer.Texts.Length} texts";
        await output.WriteLineAsync(answer.DryRun
            ? $"{texts} of {answer.Subject} would be erased for good; nothing is erased yet."
            : $"Erased {texts} of {answer.Subject} at position {answer.Position}, on "
                + $"{answer.ErasedOn:O}.");
        foreach (var text in answer.Texts)
            await output.WriteLineAsync(
                $"  position {text.Position}  {text.EffectiveOn:O}  {text.Sentence}");
        if (answer.Rewritten == false)
            await output.WriteLineAsync("The table could not be rewritten yet; run VACUUM FULL "
                + "ledger.sealed_text when nobody holds it.");
    }
}
