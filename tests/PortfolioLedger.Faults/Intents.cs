using System.Text.Json;

namespace PortfolioLedger.Faults;

/// <summary>What somebody asked for, and what they were told; null for no answer.</summary>
/// <param name="Number">
/// Names the department that the submission registers, and is the amount that it spends.
/// </param>
/// <param name="Status">Of the answer.</param>
/// <param name="Answer">Its body.</param>
internal sealed record Intent(int Number, int? Status = null, string? Answer = null)
{
    /// <summary>Also its idempotency key.</summary>
    public string Key => $"k{Number}";

    /// <summary>Whether the ledger said that it is recorded.</summary>
    public bool IsAcknowledged => Status is 200 or 201;

    /// <summary>Whether the ledger said that nothing was recorded.</summary>
    public bool IsDenied =>
        Status == 503 && Answer!.Contains("database-unavailable", StringComparison.Ordinal);
}

/// <summary>
/// The intents of one ledger, in a file outside its database: a line before a request is sent, a
/// line when its answer has come, both on disk before anything else happens. It is what the
/// database is held against.
/// </summary>
internal sealed class Intents(string file) : IDisposable
{
    private readonly FileStream _file = new(file, FileMode.CreateNew, FileAccess.Write,
        FileShare.Read, 1, FileOptions.WriteThrough);

    private int _next;
    private int _acknowledged;

    /// <summary>So many were acknowledged up to now.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Before it is sent.</summary>
    public Intent Ask()
    {
        var intent = new Intent(Interlocked.Increment(ref _next));
        Write(intent);
        return intent;
    }

    /// <summary>When the answer has come; the intent as it stands then.</summary>
    public Intent Told(Intent intent, int status, string answer)
    {
        var told = intent with { Status = status, Answer = answer };
        Write(told);
        if (told.IsAcknowledged)
            Interlocked.Increment(ref _acknowledged);
        return told;
    }

    /// <summary>Each intent as it stands, read from the file.</summary>
    public List<Intent> Read()
    {
        var found = new SortedDictionary<int, Intent>();
        using var reader = new StreamReader(
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            var intent = JsonSerializer.Deserialize<Intent>(line)!;
            // What was acknowledged once stays so, whatever a later answer says.
            if (!(found.TryGetValue(intent.Number, out var former) && former.IsAcknowledged))
                found[intent.Number] = intent;
        }
        return [.. found.Values];
    }

    public void Dispose() => _file.Dispose();

    private void Write(Intent intent)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(intent);
        lock (_file)
            _file.Write([.. line, (byte)'\n']);
    }
}
