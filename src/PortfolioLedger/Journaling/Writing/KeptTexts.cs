using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Privacy;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// Personal texts that commands of a batch are to erase, as they are kept while the portfolio is
/// locked: nobody can add one or erase one in between.
/// </summary>
internal sealed class KeptTexts
{
    // Commitments are the only texts of 256 bits in an event: a field of it that is one is found.
    private const string OfSubject = """
        select t.position, t.commitment, t.text, t.erased_on, t.erased_position
        from ledger.journal_subject s
        join ledger.mt_events e on e.stream_id = s.portfolio and e.version = s.position
        cross join lateral jsonb_each_text(e.data) as f (name, value)
        join ledger.sealed_text t on t.portfolio = s.portfolio and t.commitment = f.value
            and t.position = s.position
        where s.portfolio = $1 and s.kind = $2 and s.key = $3
        order by t.position, t.commitment
        """;

    private readonly Dictionary<Subject, ImmutableArray<KeptText>> _texts = [];

    /// <summary>
    /// What a batch is to erase; nothing is asked when it erases nothing, which is nearly always.
    /// </summary>
    public static async Task<KeptTexts> FindAsync(
        NpgsqlConnection connection, Key portfolio, IReadOnlyList<PendingSubmission> pending)
    {
        var kept = new KeptTexts();
        foreach (var one in pending)
            foreach (var command in one.Submission.Commands)
                if (command is ErasePersonalTexts { Subject: var subject }
                    && !kept._texts.ContainsKey(subject))
                    kept._texts[subject] = await OfAsync(
                        connection, portfolio, subject, CancellationToken.None);
        return kept;
    }

    /// <summary>All texts of a thing that were ever kept, by position.</summary>
    public static async Task<ImmutableArray<KeptText>> OfAsync(
        NpgsqlConnection connection, Key portfolio, Subject subject, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(OfSubject, connection)
        {
            Parameters =
            {
                new() { Value = portfolio.Value }, new() { Value = subject.KindName },
                new() { Value = subject.Key.Value },
            },
        };
        var texts = ImmutableArray.CreateBuilder<KeptText>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            texts.Add(new(
                rows.GetInt64(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2),
                rows.IsDBNull(3) ? null : rows.GetFieldValue<DateOnly>(3),
                rows.IsDBNull(4) ? null : rows.GetInt64(4)));
        return texts.ToImmutable();
    }

    /// <summary>
    /// A submission with what its commands erase, after what the batch recorded before it.
    /// </summary>
    public Submission Told(Submission submission, IReadOnlyList<DraftEntry> before) =>
        !submission.Commands.Any(c => c is ErasePersonalTexts) ? submission
        : submission with { Commands = [.. submission.Commands.Select(c => Told(c, before))] };

    private ICommand Told(ICommand command, IReadOnlyList<DraftEntry> before)
    {
        if (command is not ErasePersonalTexts erase)
            return command;
        var texts = _texts[erase.Subject];
        foreach (var entry in before.Select(draft => draft.Entry))
            texts = entry.Fact is PersonalTextsErased erased ? Without(texts, erased, entry)
                : entry.Fact.IndexedUnder().Contains(erase.Subject)
                    ? texts.AddRange(entry.Fact.PersonalTexts().Where(t => t.Opening is not null)
                        .Select(t => new KeptText(
                            entry.Position, t.Commitment, t.Opening!.Text)))
                : texts;
        return erase with { Kept = texts };
    }

    private static ImmutableArray<KeptText> Without(
        ImmutableArray<KeptText> texts, PersonalTextsErased erased, Entry by) =>
        [.. texts.Select(text => !erased.Commitments.Contains(text.Commitment) ? text
            : text with { Words = null, ErasedOn = DayOf(by), ErasedBy = by.Position })];

    /// <summary>The UTC date on which words were erased.</summary>
    public static DateOnly DayOf(Entry erasure) =>
        DateOnly.FromDateTime(erasure.RecordedAt.UtcDateTime);
}
