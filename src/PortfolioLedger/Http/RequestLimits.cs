using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Http;

/// <summary>
/// How long an address and the headers of a request may be, and how slow a client. The server
/// itself allows longer ones, because what it refuses it answers with a bare status.
/// </summary>
internal sealed class RequestLimits(RequestDelegate next)
{
    /// <summary>The longest address, in bytes.</summary>
    public const int MaxAddressBytes = 8 * 1024;

    /// <summary>The largest headers together, in bytes.</summary>
    public const int MaxHeaderBytes = 32 * 1024;

    /// <summary>The most headers.</summary>
    public const int MaxHeaders = 100;

    private const int Room = 8;

    /// <summary>Headers that are not complete by then are given up.</summary>
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>A body may come as slowly as this, in bytes a second, after the grace.</summary>
    private const double SlowestBody = 240;

    /// <summary>
    /// An answer may be read as slowly as this, in bytes a second. What the kernel took for a
    /// client that then reads nothing, up to some MB, counts as time for it: with the server's own
    /// 240 a connection stayed for hours.
    /// </summary>
    private const double SlowestReader = 16 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gives the server room to let a request reach the ledger that the ledger refuses, and cuts
    /// off who is too slow.
    /// </summary>
    public static void Apply(KestrelServerLimits limits)
    {
        limits.RequestHeadersTimeout = HeadersWithin;
        limits.MinRequestBodyDataRate = new(SlowestBody, Grace);
        limits.MinResponseDataRate = new(SlowestReader, Grace);
        limits.MaxRequestLineSize = Room * MaxAddressBytes;
        limits.MaxRequestHeadersTotalSize = Room * MaxHeaderBytes;
        limits.MaxRequestHeaderCount = Room * MaxHeaders;
    }

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var address = http.Features.Get<IHttpRequestFeature>()?.RawTarget?.Length ?? 0;
        if (address > MaxAddressBytes)
            throw new ProblemException(Problem.Create("address-too-long", string.Create(
                CultureInfo.InvariantCulture,
                $"The address has {address} bytes; it may have {MaxAddressBytes}.")));
        var size = 0;
        foreach (var (name, values) in http.Request.Headers)
            foreach (var value in values)
                size += name.Length + (value?.Length ?? 0) + ": \r\n".Length;
        if (size > MaxHeaderBytes || http.Request.Headers.Count > MaxHeaders)
            throw new ProblemException(Problem.Create("headers-too-large", string.Create(
                CultureInfo.InvariantCulture,
                $"There are {http.Request.Headers.Count} headers with {size} bytes; "
                + $"there may be {MaxHeaders} with {MaxHeaderBytes} together.")));
        return next(http);
    }
}
