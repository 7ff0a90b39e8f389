namespace PortfolioLedger.AuditLog;

/// <summary>Waits longer after each failure: a second, two, four, up to five minutes.</summary>
internal sealed class BackOff(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private int _failures;
    private long _since;

    /// <summary>Whether it is too early for another try.</summary>
    public bool Waits => _failures > 0 && clock.GetElapsedTime(_since) < Wait;

    /// <summary>How long is waited after the last failure.</summary>
    public TimeSpan Wait =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, _failures - 1), Longest.TotalSeconds));

    /// <summary>Another failure.</summary>
    public void Fail()
    {
        _failures = Math.Min(_failures + 1, 30);
        _since = clock.GetTimestamp();
    }

    /// <summary>It went well; whether it did not before.</summary>
    public bool Succeed()
    {
        var recovered = _failures > 0;
        _failures = 0;
        return recovered;
    }
}
