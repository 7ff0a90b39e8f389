using System.Text.Json;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Faults;

/// <summary>
/// The one judge of every fault. It holds the intents, which were kept outside, against what the
/// database has: what was acknowledged is stored as it was acknowledged, what was not is there
/// wholly or not at all, nothing is there twice, positions are dense.
/// </summary>
internal static class Oracle
{
    private static readonly Key Portfolio = Key.Parse(Writers.Portfolio);

    /// <summary>What does not hold, in words; empty when all does.</summary>
    public static async Task<List<string>> FindAsync(Intents intents, JournalNode judge)
    {
        var stored = await ReadAsync(judge);
        var found = new List<string>();
        found.AddRange(stored.Index().Where(e => e.Item.Entry.Position != e.Index + 1)
            .Select(e => $"position {e.Index + 1}: {e.Item.Entry.Position} is stored").Take(1));
        var departments = stored.Where(e => e.Entry.Fact is DepartmentRegistered)
            .Where(e => NumberOf(e) is not null).ToLookup(e => NumberOf(e)!.Value);
        var spent = stored
            .Where(e => e.Entry.Fact is SpendRecorded { Initiative.Value: Writers.Initiative })
            .ToLookup(e => (int)((SpendRecorded)e.Entry.Fact).Amount.Amount);
        var all = intents.Read();
        foreach (var intent in all)
        {
            var events = departments[intent.Number].Concat(spent[intent.Number]).ToArray();
            if (events.Length > 2)
                found.Add($"{intent.Key}: recorded twice");
            else if (events.Length == 1
                || (events.Length == 2
                    && events[0].Entry.Position + 1 != events[1].Entry.Position))
                found.Add($"{intent.Key}: recorded in part");
            else if (intent.IsAcknowledged && events.Length == 0)
                found.Add($"{intent.Key}: acknowledged and lost");
            else if (intent.IsDenied && events.Length > 0)
                found.Add($"{intent.Key}: recorded, and it was said that nothing was");
            else if (intent.IsAcknowledged && !Receipt(intent.Answer!).SequenceEqual(
                events.Select(Told)))
                found.Add($"{intent.Key}: stored otherwise than it was acknowledged");
        }
        var known = all.Select(i => i.Number).ToHashSet();
        found.AddRange(departments.Select(d => d.Key).Union(spent.Select(s => s.Key))
            .Where(n => !known.Contains(n)).Select(n => $"k{n}: nobody asked for it"));
        return found;
    }

    /// <summary>
    /// Judges; then everything that is open is asked again and recorded once, and what was
    /// acknowledged gets the answer it got. Returns the number of submissions.
    /// </summary>
    public static async Task<int> JudgeAsync(Intents intents, JournalNode judge, HttpClient http)
    {
        Assert.Empty(await FindAsync(intents, judge));
        var all = intents.Read();
        foreach (var intent in all.Where(i => i.IsAcknowledged).TakeLast(50))
            Assert.Equal(
                (intent.Status!.Value, intent.Answer!), await Writers.AskAsync(http, intent));
        var writers = new Writers(intents);
        foreach (var intent in all.Where(i => !i.IsAcknowledged))
            Assert.True(await writers.SubmitAsync(http, intent), $"{intent.Key} is not recorded");
        Assert.Empty(await FindAsync(intents, judge));
        Assert.All(intents.Read(), intent => Assert.True(intent.IsAcknowledged, intent.Key));
        // The database is held against itself too: what a book folded from it says.
        var entries = await judge.AllAsync(Portfolio);
        Assert.Equal(await judge.DigestAsync(Portfolio), Core.Books.BookDigest.Compute(
            await judge.FoldAsync(Portfolio, entries.Count)));
        return all.Count;
    }

    private static async Task<List<StoredEntry>> ReadAsync(JournalNode judge)
    {
        var stored = new List<StoredEntry>();
        await foreach (var one in judge.Reader.ReadAsync(Portfolio, 0, long.MaxValue, default))
            stored.Add(one);
        return stored;
    }

    private static int? NumberOf(StoredEntry stored) =>
        ((DepartmentRegistered)stored.Entry.Fact).Department.Value is ['d', .. var number]
        && int.TryParse(number, out var n) ? n : null;

    private static string Told(StoredEntry stored) => string.Join(' ', stored.Entry.Position,
        stored.Entry.Id, Leaf.Hash(stored.Envelope(Portfolio), stored.Data));

    private static IEnumerable<string> Receipt(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        foreach (var receipt in json.RootElement.GetProperty("receipts").EnumerateArray())
            foreach (var told in receipt.GetProperty("events").EnumerateArray())
                yield return string.Join(' ', told.GetProperty("position").GetInt64(),
                    told.GetProperty("id").GetString(), told.GetProperty("leafHash").GetString());
    }
}
