using System.Text.Json.Serialization.Metadata;

namespace PortfolioLedger.Core.Books;

/// <summary>The sections of a book as fields of its JSON, behind its own.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BookSectionsAttribute : JsonFieldsAttribute
{
    public override void AddTo(JsonTypeInfo type)
    {
        foreach (var (place, kind) in Composition.Sections.Index())
        {
            var field = type.CreateJsonPropertyInfo(kind.Type, kind.Name);
            field.Get = book => ((Book)book).Sections[place];
            field.Set = (book, section) => ((Book)book).Read(place, (ISection)section!);
            field.IsSetNullable = false;
            type.Properties.Add(field);
        }
    }
}
