using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Expressions;

/// <summary>
/// Constant expressions with C's operators, computed in 64 bits; shifts and complements are cut to 32, right shifts are
/// unsigned. Source: sections 5.1 and 5.2 of the MEv2 reference.
/// </summary>
internal sealed class ExpressionEvaluator
{
    private const int MaximumDepth = 100;

    private static readonly string[][] Levels =
    [
        ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", "<=", ">", ">="], ["<<", ">>"], ["+", "-"],
        ["*", "/", "%"],
    ];

    private readonly IReadOnlyList<Token> _tokens;
    private readonly IExpressionSymbols _symbols;
    private readonly Token _at;
    private int _next;
    private int _depth;
    private ExpressionFault? _fault;

    private ExpressionEvaluator(IReadOnlyList<Token> tokens, IExpressionSymbols symbols, Token at)
    {
        _tokens = tokens;
        _symbols = symbols;
        _at = at;
    }

    /// <summary>Value of a whole run of tokens.</summary>
    public static bool TryEvaluate(
        IReadOnlyList<Token> tokens,
        IExpressionSymbols symbols,
        Token at,
        out long value,
        out ExpressionFault? fault)
    {
        ExpressionEvaluator evaluator = new(tokens, symbols, at);
        ExpressionValue result = evaluator.Conditional();
        if (evaluator._fault is null && evaluator._next < tokens.Count)
        {
            evaluator.Fail(tokens[evaluator._next], "unexpected text in expression");
        }

        if (evaluator._fault is null && result.Text is not null)
        {
            evaluator.Fail(at, "text where a number is needed");
        }

        value = result.Number;
        fault = evaluator._fault;
        return fault is null;
    }

    private ExpressionValue Fail(Token at, string message)
    {
        _fault ??= new ExpressionFault(at, message);
        _next = _tokens.Count;
        return default;
    }

    private Token? Peek() => _next < _tokens.Count ? _tokens[_next] : null;

    private bool Accept(string punctuation)
    {
        if (Peek() is { } token && token.Is(punctuation))
        {
            _next++;
            return true;
        }

        return false;
    }

    private void Expect(string punctuation)
    {
        if (_fault is null && !Accept(punctuation))
        {
            Fail(Peek() ?? _at, $"'{punctuation}' is missing in expression");
        }
    }

    private ExpressionValue Conditional()
    {
        if (++_depth > MaximumDepth)
        {
            return Fail(Peek() ?? _at, "expression is nested too deeply");
        }

        ExpressionValue result = Binary(0);
        if (_fault is null && Accept("?"))
        {
            ExpressionValue first = Conditional();
            Expect(":");
            ExpressionValue second = Conditional();
            result = result.Number != 0 ? first : second;
        }

        _depth--;
        return result;
    }

    private ExpressionValue Binary(int level)
    {
        if (level == Levels.Length)
        {
            return Unary();
        }

        ExpressionValue left = Binary(level + 1);
        while (_fault is null && Peek() is { Kind: TokenKind.Punctuation } token && Levels[level].Contains(token.Text))
        {
            _next++;
            ExpressionValue right = Binary(level + 1);
            if (_fault is null)
            {
                left = Apply(token, left, right);
            }
        }

        return left;
    }

    private ExpressionValue Apply(Token operation, ExpressionValue left, ExpressionValue right)
    {
        if (left.Text is not null || right.Text is not null)
        {
            bool same = string.Equals(left.Text, right.Text, StringComparison.Ordinal);
            return operation.Text switch
            {
                "==" => new(same ? 1 : 0),
                "!=" => new(same ? 0 : 1),
                _ => Fail(operation, "operator does not take text"),
            };
        }

        long a = left.Number;
        long b = right.Number;
        if (operation.Text is "/" or "%" && b == 0)
        {
            return Fail(operation, "division by zero");
        }

        return new ExpressionValue(operation.Text switch
        {
            "||" => a != 0 || b != 0 ? 1 : 0,
            "&&" => a != 0 && b != 0 ? 1 : 0,
            "|" => a | b,
            "^" => a ^ b,
            "&" => a & b,
            "==" => (uint)a == (uint)b ? 1 : 0,
            "!=" => (uint)a != (uint)b ? 1 : 0,
            "<" => a < b ? 1 : 0,
            "<=" => a <= b ? 1 : 0,
            ">" => a > b ? 1 : 0,
            ">=" => a >= b ? 1 : 0,
            "<<" => b is < 0 or > 31 ? 0 : (uint)((uint)a << (int)b),
            ">>" => b is < 0 or > 31 ? 0 : (uint)a >> (int)b,
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => b == -1 ? -a : a / b,
            _ => b == -1 ? 0 : a % b,
        });
    }

    private ExpressionValue Unary()
    {
        if (++_depth > MaximumDepth)
        {
            return Fail(Peek() ?? _at, "expression is nested too deeply");
        }

        ExpressionValue result = Prefixed();
        _depth--;
        return result;
    }

    private ExpressionValue Prefixed()
    {
        if (Accept("-"))
        {
            return new ExpressionValue(-Unary().Number);
        }

        if (Accept("--"))
        {
            return Unary();
        }

        if (Accept("+"))
        {
            return Unary();
        }

        if (Accept("~"))
        {
            return new ExpressionValue((uint)~Unary().Number);
        }

        if (Accept("!"))
        {
            return new ExpressionValue(Unary().Number == 0 ? 1 : 0);
        }

        if (Accept("&"))
        {
            return AddressOf();
        }

        if (Accept("("))
        {
            ExpressionValue inner = Conditional();
            Expect(")");
            return inner;
        }

        return Primary();
    }

    private ExpressionValue AddressOf()
    {
        if (!NameReader.TryRead(_tokens, ref _next, out Token name))
        {
            return Fail(Peek() ?? _at, "'&' needs a transfer register or a signal");
        }

        if (Peek() is { SpaceBefore: false } open && open.Is("["))
        {
            _next++;
            ExpressionValue index = Conditional();
            Expect("]");
            name = name with { Text = $"{name.Text}[{index.Number}]" };
        }

        return _symbols.TryGetNumber(name, out long value)
            ? new ExpressionValue(value)
            : Fail(name, "'&' needs a transfer register or a signal");
    }

    private ExpressionValue Primary()
    {
        if (Peek() is not { } token)
        {
            return Fail(_at, "expression ends too early");
        }

        _next++;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return OperandText.TryParseNumber(token.Text, out long number) && number is >= 0 and <= uint.MaxValue
                    ? new ExpressionValue(number)
                    : Fail(token, "not a number of 32 bits");
            case TokenKind.String:
                return new ExpressionValue(0, token.Text);
            case TokenKind.Identifier:
                if (Peek() is { } open && open.Is("(") && IsFunction(token.Text))
                {
                    return Function(token);
                }

                return string.Equals(token.Text, "defined", StringComparison.OrdinalIgnoreCase)
                    ? DefinedWithoutBrackets(token)
                    : Name(token);
            default:
                return Fail(token, "unexpected text in expression");
        }
    }

    private ExpressionValue Name(Token token) =>
        _symbols.TryGetValue(token, out long value)
            ? new ExpressionValue(value)
            : Fail(token, "name has no constant value");

    private ExpressionValue DefinedWithoutBrackets(Token defined)
    {
        if (Peek() is not { } name)
        {
            return Fail(defined, "'defined' needs a name");
        }

        _next++;
        return new ExpressionValue(_symbols.IsDefined(name) ? 1 : 0);
    }

    private static bool IsFunction(string name) => name.ToLowerInvariant() is
        "defined" or "streq" or "strstr" or "strlen" or "strleft" or "strright" or "isnum" or "isimport"
        or "is_ct_const" or "is_rt_const" or "log2" or "mask";

    private ExpressionValue Function(Token function)
    {
        int close = TokenText.FindClose(_tokens, _next);
        if (close < 0)
        {
            return Fail(function, "bracket is not closed");
        }

        List<List<Token>> arguments = TokenText.SplitAtCommas(_tokens, _next + 1, close);
        _next = close + 1;
        string name = function.Text.ToLowerInvariant();
        int wanted = name is "streq" or "strstr" or "strleft" or "strright" ? 2 : 1;
        if (arguments.Count != wanted || (wanted == 1 && arguments[0].Count == 0 && name != "strlen"))
        {
            return Fail(function, $"'{name}' needs {wanted} argument{(wanted == 1 ? "" : "s")}");
        }

        return name switch
        {
            "defined" => new(_symbols.IsDefined(arguments[0][0]) ? 1 : 0),
            "isimport" or "is_rt_const" => new(_symbols.IsImport(arguments[0][0]) ? 1 : 0),
            "isnum" or "is_ct_const" => new(IsConstant(arguments[0]) ? 1 : 0),
            "streq" => new(string.Equals(
                TextOf(arguments[0]), TextOf(arguments[1]), StringComparison.OrdinalIgnoreCase) ? 1 : 0),
            "strstr" => new(TextOf(arguments[0]).IndexOf(TextOf(arguments[1]), StringComparison.OrdinalIgnoreCase)),
            "strlen" => new(arguments.Count == 0 ? 0 : TextOf(arguments[0]).Length),
            "strleft" or "strright" => Part(function, arguments, name == "strleft"),
            "log2" => Log2(function, arguments[0]),
            _ => Mask(function, arguments[0]),
        };
    }

    private ExpressionValue Part(Token function, List<List<Token>> arguments, bool left)
    {
        string text = TextOf(arguments[0]);
        int count = (int)Math.Clamp(Number(function, arguments[1]), 0, text.Length);
        return new ExpressionValue(0, left ? text[..count] : text[^count..]);
    }

    private ExpressionValue Log2(Token function, List<Token> argument)
    {
        long value = Number(function, argument);
        return (uint)value == 0
            ? Fail(function, "log2 of zero")
            : new ExpressionValue(31 - System.Numerics.BitOperations.LeadingZeroCount((uint)value));
    }

    private ExpressionValue Mask(Token function, List<Token> argument)
    {
        int index = 0;
        return NameReader.TryRead(argument, ref index, out Token name) && index == argument.Count
            && _symbols.TryGetNumber(name, out long number)
            ? new ExpressionValue(1L << (int)(number & 31))
            : Fail(function, "'mask' needs a signal");
    }

    private long Number(Token function, List<Token> tokens) =>
        TryNested(tokens, function, out ExpressionValue value) ? value.Number : 0;

    /// <summary>A quoted text, a string function's result, or the words as written.</summary>
    private string TextOf(List<Token> tokens)
    {
        bool isFunction = tokens.Count > 1 && tokens[0].Kind == TokenKind.Identifier && tokens[1].Is("(")
            && tokens[0].Text.ToLowerInvariant() is "strleft" or "strright";
        if (isFunction && TryNested(tokens, _at, out ExpressionValue value))
        {
            return value.Text ?? "";
        }

        return tokens.Count == 1 ? tokens[0].Text : TokenText.Joined(tokens);
    }

    private bool TryNested(List<Token> tokens, Token at, out ExpressionValue value)
    {
        value = default;
        ExpressionEvaluator nested = new(tokens, _symbols, at) { _depth = _depth + 1 };
        value = nested.Conditional();
        if (nested._fault is null && nested._next < tokens.Count)
        {
            nested.Fail(tokens[nested._next], "unexpected text in expression");
        }

        if (nested._fault is not null)
        {
            Fail(nested._fault.At, nested._fault.Message);
            return false;
        }

        return true;
    }

    private bool IsConstant(List<Token> tokens)
    {
        ExpressionEvaluator nested = new(tokens, new NoUndefined(_symbols), _at) { _depth = _depth + 1 };
        ExpressionValue value = nested.Conditional();
        return nested._fault is null && nested._next == tokens.Count && value.Text is null;
    }
}
