using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace PortfolioLedger.Http;

/// <summary>
/// Compresses what <see cref="Codings"/> says, except answers whose tag is a position or a version:
/// callers send it back as If-Match, which takes strong tags only.
/// </summary>
internal sealed class AnswerCompression(
    IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    public override bool ShouldCompressResponse(HttpContext context) =>
        !(
            HttpMethods.IsGet(context.Request.Method)
            && IsCondition(context.Response.Headers.ETag.ToString())
        ) && base.ShouldCompressResponse(context);

    private static bool IsCondition(string tag) =>
        tag.Length > 2
        && tag[0] == '"'
        && !tag.AsSpan(1, tag.Length - 2).ContainsAnyExceptInRange('0', '9');
}
