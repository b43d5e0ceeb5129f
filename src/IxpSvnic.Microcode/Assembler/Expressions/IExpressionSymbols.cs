using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Expressions;

/// <summary>What names mean inside an expression; the preprocessor and the emitter know different ones.</summary>
internal interface IExpressionSymbols
{
    /// <summary>Value of a bare name.</summary>
    bool TryGetValue(Token name, out long value);

    /// <summary>Value of <c>&amp;name</c>: the number of a transfer register or signal.</summary>
    bool TryGetNumber(Token name, out long value);

    bool IsDefined(Token name);

    bool IsImport(Token name);
}
