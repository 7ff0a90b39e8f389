using System.Globalization;
using System.Text.Json.Nodes;
using PortfolioLedger.Verify.Checking;
using PortfolioLedger.Verify.Replay;
using PortfolioLedger.Verify.Rules;
using PortfolioLedger.Verify.Sources;

namespace PortfolioLedger.Verify.Commands;

/// <summary>Which book is asked for; at most one of the first three.</summary>
internal sealed record Asked(
    long? Position, DateOnly? Date, DateTimeOffset? Instant, DateOnly? EffectiveOn);

/// <summary>The verbs that verify.</summary>
internal static class Verbs
{
    /// <summary>Only the log.</summary>
    public static async Task LogAsync(
        Verification verification, Output output, CancellationToken cancel)
    {
        await using var source = await verification.RunAsync(_ => null, cancel);
        output.Say("OK: nothing was altered.");
    }

    /// <summary>The log, and the rules on its events.</summary>
    public static async Task RulesAsync(
        Verification verification, bool isStrict, Output output, CancellationToken cancel)
    {
        var rules = new RuleBook();
        await using var source = await verification.RunAsync(
            s => FolderOf(s, rules.Ask), cancel);
        var breaches = new JsonArray();
        foreach (var breach in rules.Breaches)
        {
            output.Say($"{(breach.IsClaim ? "claim        " : "BREACH       ")}"
                + $"position {breach.Position}: {breach.Rule}: {breach.Words}");
            breaches.Add(new JsonObject
            {
                ["position"] = breach.Position,
                ["rule"] = breach.Rule,
                ["words"] = breach.Words,
                ["claim"] = breach.IsClaim,
            });
        }
        if (rules.Breaches.Count < rules.Broken + rules.Claims)
            output.Say("             and more: only the first are listed");
        output.Say($"rules        {RuleBook.All.Length} rules: {rules.Broken} breaches, and "
            + $"{rules.Claims} by claims of imported history",
            ("breaches", breaches), ("broken", rules.Broken), ("claims", rules.Claims));
        if (rules.Broken > 0 || (isStrict && rules.Claims > 0))
            throw new Failure(ExitCode.Failed,
                "nothing was altered, but events break the rules that are listed");
        output.Say("OK: nothing was altered, and no decision breaks a rule.");
    }

    /// <summary>The log, and a view computed once more from its events.</summary>
    public static async Task ReplayAsync(
        Verification verification, string? view, Asked asked, string? digest, Output output,
        CancellationToken cancel)
    {
        if (view is not null && !ViewDigests.Has(view))
            throw Failure.Usage($"There is no view '{view}' that can be computed here; there are "
                + string.Join(", ", ViewDigests.Names) + ".");
        Folder? folder = null;
        await using var source = await verification.RunAsync(
            s => folder = FolderOf(s, null), cancel);
        if (view is null)
            CheckAll(source, folder!, output);
        else
            Check(source, folder!, view, asked, digest, output);
        output.Say("OK: nothing was altered, and the same events give the same answers.");
    }

    private static void Check(LogSource source, Folder folder, string view, Asked asked,
        string? digest, Output output)
    {
        var book = BookOf(folder, asked);
        var computed = ViewDigests.Compute(view, book, folder.Journal);
        output.Say($"view         {view} at position {Verification.Number(book.Position)} on "
            + $"{book.Day:O}", ("view", view), ("asOfPosition", book.Position),
            ("effectiveOn", $"{book.Day:O}"));
        output.Say($"digest       {computed}", ("digest", computed));
        if (digest is not null)
            Same(view, digest, computed);
        foreach (var said in source.Views)
            if (said.View == view && said.AsOfPosition == book.Position
                && said.EffectiveOn == book.Day)
                Same(view, said.Digest, computed);
    }

    /// <summary>All views that the bundle brings.</summary>
    private static void CheckAll(LogSource source, Folder folder, Output output)
    {
        if (source.Views.IsEmpty)
            throw Failure.Usage("What was given has no digests of views; name one with --view.");
        foreach (var said in source.Views)
        {
            if (!ViewDigests.Has(said.View) || said.AsOfPosition < 0
                || said.AsOfPosition > folder.Book.Position)
                throw Failure.Of(
                    $"The view '{said.View}' at {said.AsOfPosition} cannot be computed here.");
            var book = folder.At(said.AsOfPosition, said.EffectiveOn);
            var computed = ViewDigests.Compute(said.View, book, folder.Journal);
            Same(said.View, said.Digest, computed);
            output.Say($"digest       {computed}");
        }
        output.Say("", ("views", source.Views.Length));
    }

    private static void Same(string view, string said, string computed)
    {
        var (given, here) = (said.Split(':')[0], computed.Split(':')[0]);
        if (given != here)
            throw Failure.Of($"The digest is of '{given}'; this release computes '{here}'.");
        if (said != computed)
            throw new Violation($"the ledger gave another answer for '{view}' than its events give",
                null, computed, said);
    }

    private static Folder FolderOf(LogSource source, Action<Book, Posting>? observe) =>
        !source.IsFromTheBeginning
            ? throw Failure.Of("Only a part of the events is there; to fold them, all from the "
                + "first on are needed.")
            : Key.TryParse(LogOrigin.Parse(source.Checkpoint.Origin).Portfolio, out var portfolio)
                ? new(portfolio, observe)
                : throw new Violation("the log's origin names no portfolio");

    private static Book BookOf(Folder folder, Asked asked)
    {
        var last = folder.Book.Position;
        if (asked.Position is { } position)
            return position >= 1 && position <= last ? folder.At(position, asked.EffectiveOn)
                : throw Failure.Usage($"--as-of-position must lie between 1 and {last}.");
        var until = asked.Instant ?? (asked.Date is { } date
            ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(1)
                - TimeSpan.FromMicroseconds(1) : null);
        if (until is not { } instant)
            return folder.At(last, asked.EffectiveOn);
        return folder.At(folder.PositionAt(instant), asked.EffectiveOn ?? asked.Date
            ?? DateOnly.FromDateTime(instant.UtcDateTime));
    }
}
