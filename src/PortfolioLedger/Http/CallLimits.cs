using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using PortfolioLedger.Access;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Http;

/// <summary>How many requests there may be on one node.</summary>
/// <param name="On">Whether there are limits at all.</param>
/// <param name="ReadsPerMinute">GET and HEAD of one caller.</param>
/// <param name="WritesPerMinute">Everything else of one caller; a batch is one.</param>
/// <param name="FailuresPerMinute">Credentials from one address that are not taken.</param>
internal sealed record LimitSettings(
    bool On = true, int ReadsPerMinute = 12_000, int WritesPerMinute = 6_000,
    int FailuresPerMinute = 60)
{
    /// <summary>As <c>Limits:…</c> says; a start is refused with numbers that make no sense.
    /// </summary>
    public static LimitSettings Read(IConfiguration configuration)
    {
        var usual = new LimitSettings();
        return new(
            configuration.GetValue("Limits:On", usual.On),
            Rate(nameof(ReadsPerMinute), usual.ReadsPerMinute),
            Rate(nameof(WritesPerMinute), usual.WritesPerMinute),
            Rate(nameof(FailuresPerMinute), usual.FailuresPerMinute));

        int Rate(string name, int otherwise)
        {
            var text = configuration[$"Limits:{name}"];
            if (string.IsNullOrEmpty(text))
                return otherwise;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rate)
                && rate is >= 1 and <= 10_000_000 ? rate
                : throw new StartRefusedException(
                    $"Limits__{name} is '{text}'; it must be a whole number from 1 to 10000000. "
                    + "Limits__On=false switches limits off.");
        }
    }
}

/// <summary>
/// How often one caller may ask, and one address may fail to say who it is. A minute's worth may
/// come at once and grows back evenly. Personas are not limited: they are only on the developer's
/// own machine, where they try things out and measure.
/// </summary>
internal sealed class CallLimits(LimitSettings settings) : IDisposable
{
    /// <summary>So many credentials that were taken are remembered.</summary>
    private const int MaxKnown = 10_000;

    private readonly PartitionedRateLimiter<string> _reads = Of(settings.ReadsPerMinute);
    private readonly PartitionedRateLimiter<string> _writes = Of(settings.WritesPerMinute);
    private readonly PartitionedRateLimiter<string> _failures = Of(settings.FailuresPerMinute);
    private readonly ConcurrentDictionary<Guid, byte> _known = [];

    /// <summary>
    /// Refuses credentials from an address where too many were not taken. Those that were taken
    /// from there before are looked at all the same: who guesses does not lock out the others
    /// behind one proxy.
    /// </summary>
    public void RequireAttempt(HttpContext http)
    {
        if (!settings.On || !HasCredentials(http))
            return;
        // Asking the limiter for zero permits would be granted for any fraction of one that grew
        // back since, so that whole ones are counted.
        var left = _failures.GetStatistics(AddressOf(http))?.CurrentAvailablePermits;
        if (left == 0 && !_known.ContainsKey(CredentialsOf(http)))
            throw Refuse(null, settings.FailuresPerMinute,
                $"From this address more than {settings.FailuresPerMinute} attempts a minute to "
                + "say who is calling were not taken.");
    }

    /// <summary>Counts credentials that were not taken; nothing where none were sent.</summary>
    public void CountFailure(HttpContext http)
    {
        if (!settings.On || !HasCredentials(http))
            return;
        _known.TryRemove(CredentialsOf(http), out _);
        _failures.AttemptAcquire(AddressOf(http)).Dispose();
    }

    /// <summary>Refuses what a caller asks beyond the limit.</summary>
    public void Require(HttpContext http, KnownCaller caller)
    {
        if (!settings.On || caller.Means == CallerMeans.Persona)
            return;
        if (HasCredentials(http) && _known.TryAdd(CredentialsOf(http), 0)
            && _known.Count > MaxKnown)
            _known.Clear();
        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(
            http.Request.Method);
        var (limiter, rate, what) = isRead ? (_reads, settings.ReadsPerMinute, "reads")
            : (_writes, settings.WritesPerMinute, "writes");
        using var lease = limiter.AttemptAcquire(caller.Id);
        if (!lease.IsAcquired)
            throw Refuse(lease, rate, $"You sent more than {rate} {what} a minute to this node.");
    }

    public void Dispose()
    {
        _reads.Dispose();
        _writes.Dispose();
        _failures.Dispose();
    }

    private static PartitionedRateLimiter<string> Of(int perMinute)
    {
        // At least one comes back each time.
        var period = TimeSpan.FromMinutes(Math.Max(1.0 / 60, 1.0 / perMinute));
        return PartitionedRateLimiter.Create<string, string>(key =>
            RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = period,
                QueueLimit = 0,
            }), StringComparer.Ordinal);
    }

    private static ProblemException Refuse(RateLimitLease? lease, int perMinute, string detail)
    {
        var wait = lease is not null && lease.TryGetMetadata(MetadataName.RetryAfter, out var known)
            ? known : TimeSpan.FromMinutes(1.0 / perMinute);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return new(Problem.Create(
            "too-many-requests", $"{detail} Try again in {seconds} s.") with
        {
            RetryAfter = seconds,
        });
    }

    private static bool HasCredentials(HttpContext http) =>
        http.Request.Headers.Authorization.Count > 0;

    private static Guid CredentialsOf(HttpContext http) => new(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{AddressOf(http)} {http.Request.Headers.Authorization}"))
        .AsSpan(0, 16));

    /// <summary>
    /// Where a request comes from. Of an IPv6 address the network counts: one machine has all of
    /// it.
    /// </summary>
    private static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily != AddressFamily.InterNetworkV6 ? address.ToString()
            : new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]).ToString();
    }
}
