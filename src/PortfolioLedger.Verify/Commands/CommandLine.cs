using System.CommandLine;
using System.Globalization;
using PortfolioLedger.Verify.Witnessing;

namespace PortfolioLedger.Verify.Commands;

/// <summary>Verbs and options.</summary>
internal static class CommandLine
{
    private static readonly Argument<string> What = new("input")
    {
        Description = "An evidence bundle (.zip), the address of a log (https://…/log), or an "
            + "export of events (.ndjson) with --checkpoint-of.",
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = "The verifier key of the log or of its ledger, or a file that holds it. "
            + "Without it the key that comes with the input is used, which proves less.",
    };

    private static readonly Option<string?> CheckpointOf = new("--checkpoint-of")
    {
        Description = "The signed checkpoint that an export belongs to.",
    };

    private static readonly Option<string[]> Older = Several("--checkpoint",
        "An older checkpoint of the log, kept in a file: the log must extend it. Repeatable.");

    private static readonly Option<string[]> Receipt = Several("--receipt",
        "A receipt of a command as JSON (position and leafHash): its events must be in the log. "
        + "Repeatable.");

    private static readonly Option<string[]> Proof = Several("--proof",
        "A proof of an event (C2SP tlog-proof), kept in a file. Repeatable.");

    private static readonly Option<string[]> Witness = Several("--witness",
        "The verifier key of a witness, or a file that holds it: it must have cosigned the "
        + "checkpoint. Repeatable.");

    private static readonly Option<int?> Quorum = new("--quorum")
    {
        Description = "How many of the witnesses must have cosigned; all if absent.",
    };

    private static readonly Option<string[]> Header = Several("--header",
        "A header to be sent to an address, like 'X-Actor: auditor'. Repeatable.");

    private static readonly Option<string?> Token = new("--token")
    {
        Description = "A token to be sent to an address (Authorization: Bearer).",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Answers with one JSON object.", Recursive = true,
    };

    /// <summary>Runs the program.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            "Verifies what a portfolio ledger recorded, without the ledger. Exit codes: 0 it "
            + "holds, 1 it could not be told or a rule is broken, 2 wrong usage, 3 something was "
            + "altered.");
        foreach (var command in new[]
            {
                Log(), Replay(), Rules(),
                CosignVerb.Command(), KeygenVerb.Command(), WitnessVerb.Command(),
            })
            root.Subcommands.Add(command);
        root.Options.Add(Json);
        var parsed = root.Parse(args);
        var output = new Output(Console.Out, Console.Error, parsed.GetValue(Json));
        if (parsed.Errors.Count > 0)
        {
            output.Fail(Failure.Usage(string.Join(" ", parsed.Errors.Select(e => e.Message))
                + " See --help."));
            return ExitCode.Usage;
        }
        return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
    }

    /// <summary>A command that says what it finds, and never shows a stack.</summary>
    public static Command Verb(string name, string description,
        Func<ParseResult, Output, CancellationToken, Task> run, params Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        command.SetAction(async (parsed, cancel) =>
        {
            var output = new Output(Console.Out, Console.Error, parsed.GetValue(Json));
            try
            {
                await run(parsed, output, cancel);
                output.Finish();
                return ExitCode.Ok;
            }
            catch (Failure failure)
            {
                output.EndProgress();
                output.Fail(failure);
                return failure.ExitCode;
            }
            catch (OperationCanceledException)
            {
                output.Fail(Failure.Of("It was stopped."));
                return ExitCode.Failed;
            }
            catch (Exception e)
            {
                output.EndProgress();
                output.Fail(Failure.Of($"It cannot go on: {e.Message}"));
                return ExitCode.Failed;
            }
        });
        return command;
    }

    /// <summary>What an input is, as given.</summary>
    public static Input InputOf(ParseResult parsed, string text)
    {
        var headers = (parsed.GetValue(Header) ?? []).Select(HeaderOf).ToList();
        if (parsed.GetValue(Token) is { } token)
            headers.Add(("Authorization", $"Bearer {token}"));
        return new(text, parsed.GetValue(CheckpointOf), [.. headers]);
    }

    /// <summary>The options that say where an input is.</summary>
    public static Option[] InputOptions => [CheckpointOf, Header, Token];

    private static Command Log() => Verb("log",
        "Verifies that nothing was altered: signature, every leaf, and what you hold from before.",
        (parsed, output, cancel) => Verbs.LogAsync(VerificationOf(parsed, output), output, cancel),
        [What, .. Trusted]);

    private static Command Rules()
    {
        var strict = new Option<bool>("--strict")
        {
            Description = "Claims of imported history that break a rule fail as well.",
        };
        return Verb("rules",
            "Verifies the log, and asks the rules of all events: "
            + string.Join("; ", Verify.Rules.RuleBook.All.Select(r => $"{r.Name} ({r.Demand})"))
            + ".",
            (parsed, output, cancel) => Verbs.RulesAsync(
                VerificationOf(parsed, output), parsed.GetValue(strict), output, cancel),
            [What, strict, .. Trusted]);
    }

    private static Command Replay()
    {
        var view = new Option<string?>("--view")
        {
            Description = "Which view: " + string.Join(", ", Verify.Replay.ViewDigests.Names)
                + ". Without it, all whose digests a bundle has.",
        };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "What was known by the end of a day (2026-03-31), or at an instant.",
        };
        var position = new Option<long?>("--as-of-position")
        {
            Description = "What was known at a position; the last one without either.",
        };
        var effectiveOn = new Option<string?>("--effective-on")
        {
            Description = "In force on a business day; what follows from the rest if absent.",
        };
        var digest = new Option<string?>("--digest")
        {
            Description = "The digest that the ledger gave, to be compared.",
        };
        return Verb("replay",
            "Verifies the log, and computes a view from its events as the ledger does.",
            (parsed, output, cancel) => Verbs.ReplayAsync(
                VerificationOf(parsed, output), parsed.GetValue(view), AskedOf(
                    parsed.GetValue(asOf), parsed.GetValue(position),
                    parsed.GetValue(effectiveOn)),
                parsed.GetValue(digest), output, cancel),
            [What, view, asOf, position, effectiveOn, digest, .. Trusted]);
    }

    private static Option[] Trusted =>
        [Key, Older, Receipt, Proof, Witness, Quorum, .. InputOptions];

    private static Verification VerificationOf(ParseResult parsed, Output output) => new(
        InputOf(parsed, parsed.GetValue(What)!),
        new(parsed.GetValue(Key), parsed.GetValue(Witness) ?? [], parsed.GetValue(Quorum)),
        new(parsed.GetValue(Older) ?? [], parsed.GetValue(Receipt) ?? [],
            parsed.GetValue(Proof) ?? []),
        output);

    private static Asked AskedOf(string? asOf, long? position, string? effectiveOn)
    {
        if (asOf is not null && position is not null)
            throw Failure.Usage("Give --as-of or --as-of-position, not both.");
        DateOnly? date = null;
        DateTimeOffset? instant = null;
        if (asOf is not null && asOf.Contains('T', StringComparison.Ordinal))
            instant = DateTimeOffset.TryParse(asOf, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var read)
                ? read : throw Failure.Usage("--as-of is no instant: 2026-03-31T12:00:00Z.");
        else if (asOf is not null)
            date = Day(asOf, "--as-of");
        return new(position, date, instant,
            effectiveOn is null ? null : Day(effectiveOn, "--effective-on"));
    }

    private static DateOnly Day(string text, string option) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var day)
            ? day : throw Failure.Usage($"{option} is no day: 2026-03-31.");

    private static (string, string) HeaderOf(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        return at > 0 ? (text[..at].Trim(), text[(at + 1)..].Trim())
            : throw Failure.Usage($"--header '{text}' is not '<name>: <value>'.");
    }

    private static Option<string[]> Several(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = false };
}
