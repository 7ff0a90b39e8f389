using PortfolioLedger.Journaling;

namespace PortfolioLedger.Imports;

/// <summary>
/// Submits in order and waits for answers in order, many at a time, so that the journal can commit
/// them together.
/// </summary>
internal sealed class SubmissionWindow(SubmitClaim submit)
{
    /// <summary>Well below what the journal lets wait for one portfolio.</summary>
    private const int Width = 1_000;

    private readonly Queue<(PlannedRow Row, Task<Answer> Answer)> _outstanding = new();

    /// <summary>
    /// Each row with its answer, in order. Ends early after the first answer that leaves open
    /// whether the rest can be decided as planned; rows submitted by then are still answered.
    /// </summary>
    public async IAsyncEnumerable<(PlannedRow Row, Answer Answer)> RunAsync(
        IEnumerable<PlannedRow> rows,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var next = rows.GetEnumerator();
        var open = true;
        while (true)
        {
            while (open && _outstanding.Count < Width && (open = next.MoveNext()))
                _outstanding.Enqueue((next.Current, submit(next.Current.Submission, cancel)));
            if (!_outstanding.TryDequeue(out var oldest))
                yield break;
            var answer = await oldest.Answer;
            open &= answer is Answer.Receipt or Answer.AlreadyImported or Answer.Refused;
            yield return (oldest.Row, answer);
        }
    }
}
