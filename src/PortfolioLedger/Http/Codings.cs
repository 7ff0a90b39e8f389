using System.IO.Compression;
using Microsoft.AspNetCore.RequestDecompression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http;

/// <summary>
/// Content codings: in which answers are compressed, and in which bodies are taken.
/// </summary>
internal static class Codings
{
    private const string Identity = "identity";

    private static readonly string[] Taken = ["br", "gzip", "deflate"];

    /// <summary>
    /// Text, for the greater part repeated. Workbooks are compressed already. Whoever answers other
    /// text adds its media type to these.
    /// </summary>
    private static readonly string[] Compressed =
    [
        Format.Json.MediaType,
        Format.Csv.MediaType,
        Format.Ndjson.MediaType,
        Feed.Batch.MediaType,
        "application/javascript",
        "text/javascript",
        "text/html",
        "text/css",
        "text/plain",
        "image/svg+xml",
    ];

    /// <summary>Adds what compresses answers and unpacks bodies.</summary>
    public static void AddCodings(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            // No page of another host can send a caller's Authorization: it cannot probe answers.
            options.EnableForHttps = true;
            options.MimeTypes = Compressed;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.AddSingleton<IResponseCompressionProvider, AnswerCompression>();
        services.AddRequestDecompression(options =>
        {
            options.DecompressionProviders.Clear();
            options.DecompressionProviders.Add(
                "br",
                new Coding(packed => new BrotliStream(packed, CompressionMode.Decompress))
            );
            options.DecompressionProviders.Add(
                "gzip",
                new Coding(packed => new GZipStream(packed, CompressionMode.Decompress))
            );
            options.DecompressionProviders.Add("x-gzip", options.DecompressionProviders["gzip"]);
            options.DecompressionProviders.Add(
                "deflate",
                new Coding(packed => new ZLibStream(packed, CompressionMode.Decompress))
            );
        });
    }

    /// <summary>A 415 problem for a body in a coding that nobody unpacked.</summary>
    public static void RequireUnpacked(HttpContext http)
    {
        var coding = http.Request.Headers.ContentEncoding.ToString();
        if (coding.Length == 0 || coding.Equals(Identity, StringComparison.OrdinalIgnoreCase))
            return;
        http.Response.Headers[HeaderNames.AcceptEncoding] = string.Join(", ", Taken);
        throw new ProblemException(
            Problem.Create(
                "unsupported-content-encoding",
                $"The body has the Content-Encoding '{coding}'; it may have one of "
                    + $"{string.Join(", ", Taken)}, or none."
            )
        );
    }

    private sealed class Coding(Func<Stream, Stream> unpack) : IDecompressionProvider
    {
        public Stream GetDecompressionStream(Stream stream) => new DecompressedBody(unpack(stream));
    }
}
