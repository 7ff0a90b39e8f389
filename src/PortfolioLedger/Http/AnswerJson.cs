using System.Text.Encodings.Web;
using System.Text.Json;

namespace PortfolioLedger.Http;

/// <summary>How answers are written: readable, they are never part of a page.</summary>
internal static class AnswerJson
{
    /// <summary>Without escapes that only HTML needs.</summary>
    public static readonly JsonWriterOptions Writer = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
