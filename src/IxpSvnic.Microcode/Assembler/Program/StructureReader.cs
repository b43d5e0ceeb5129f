using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>Scopes and structured control flow. Source: sections 5.3 and 5.5 of the MEv2 reference.</summary>
internal sealed class StructureReader
{
    private readonly AssemblyProgram _program;
    private readonly ConditionCompiler _conditions;
    private readonly Stack<Block> _blocks = new();

    public StructureReader(AssemblyProgram program, InstructionReader instructions, OperandReader operands)
    {
        _program = program;
        _conditions = new ConditionCompiler(program, instructions, operands);
        Scope = program.Root;
    }

    public Scope Scope { get; private set; }

    private DiagnosticBag Diagnostics => _program.Diagnostics;

    /// <summary>Handles the directive when it is one of this family.</summary>
    public bool TryRead(Token word, IReadOnlyList<Token> tokens)
    {
        List<Token> rest = [.. tokens.Skip(2)];
        string name = word.Text.ToLowerInvariant();
        switch (name)
        {
            case ".begin" or ".subroutine":
                Open(name == ".begin" ? BlockKind.Scope : BlockKind.Subroutine, word, rest);
                return true;
            case ".end" or ".endsub" or ".endlocal":
                Close(word, name switch
                {
                    ".end" => BlockKind.Scope,
                    ".endsub" => BlockKind.Subroutine,
                    _ => BlockKind.Local,
                });
                return true;
            case ".local":
                // The names that follow are declared by the directive reader, in the new scope.
                Open(BlockKind.Local, word, []);
                return false;
            case ".if" or ".if_unsigned":
                _blocks.Push(new Block(BlockKind.If, word, Scope));
                _conditions.Compile(rest, word, _blocks.Peek().Next, whenTrue: false, name == ".if_unsigned", Scope);
                return true;
            case ".elif" or ".elif_unsigned" or ".else":
                NextBranch(word, rest, name);
                return true;
            case ".endif":
                if (Pop(word, BlockKind.If) is { } conditional)
                {
                    Place(conditional.Next);
                    Place(conditional.End);
                }

                return true;
            case ".while" or ".while_unsigned":
                OpenWhile(word, rest, name == ".while_unsigned");
                return true;
            case ".endw":
                if (Pop(word, BlockKind.While) is { } loop)
                {
                    _conditions.Jump(loop.Top, word, Scope);
                    Place(loop.End);
                }

                return true;
            case ".repeat":
                Block repeat = new(BlockKind.Repeat, word, Scope);
                Place(repeat.Top);
                _blocks.Push(repeat);
                return true;
            case ".until" or ".until_unsigned":
                if (Pop(word, BlockKind.Repeat) is { } body)
                {
                    Place(body.Continue);
                    _conditions.Compile(rest, word, body.Top, whenTrue: false, name == ".until_unsigned", Scope);
                    Place(body.End);
                }

                return true;
            case ".break" or ".continue":
                Leave(word, name == ".break");
                return true;
            default:
                return false;
        }
    }

    /// <summary>A macro's expansion begins or ends.</summary>
    public void Macro(SourceLine line)
    {
        Token at = line.Tokens[0];
        if (line.Kind == SourceLineKind.ScopeOpen)
        {
            _blocks.Push(new Block(BlockKind.Macro, at, Scope));
            Scope = Scope.Open(line.Frame);
            return;
        }

        while (_blocks.Count > 0 && _blocks.Peek().Kind != BlockKind.Macro)
        {
            Unclosed(_blocks.Pop());
        }

        if (_blocks.Count > 0)
        {
            Scope = _blocks.Pop().Outer;
        }
    }

    public void Finish()
    {
        while (_blocks.Count > 0)
        {
            Unclosed(_blocks.Pop());
        }
    }

    private static bool IsScope(BlockKind kind) => kind is BlockKind.Scope or BlockKind.Local or BlockKind.Subroutine;

    private void Unclosed(Block block)
    {
        Diagnostics.Error(
            IsScope(block.Kind) ? DiagnosticKind.ScopeMismatch : DiagnosticKind.StructureMismatch,
            block.At,
            $"{block.At.Text} is not closed");
        Scope = block.Outer;
    }

    private void Open(BlockKind kind, Token word, List<Token> rest)
    {
        if (rest.Count > 0)
        {
            Diagnostics.Error(DiagnosticKind.Syntax, rest[0], $"unexpected text after {word.Text}");
        }

        _blocks.Push(new Block(kind, word, Scope));
        Scope = Scope.Open(word.Frame);
    }

    private void Close(Token word, BlockKind kind)
    {
        if (Pop(word, kind) is { } block)
        {
            Scope = block.Outer;
        }
    }

    /// <summary>The innermost block if it is of that kind; else it is an error and nothing is closed.</summary>
    private Block? Pop(Token word, BlockKind kind)
    {
        if (_blocks.Count > 0 && _blocks.Peek().Kind == kind)
        {
            return _blocks.Pop();
        }

        string open = _blocks.Count > 0 && _blocks.Peek().Kind != BlockKind.Macro
            ? $"; {_blocks.Peek().At.Text} of line {_blocks.Peek().At.Position.Line} is open"
            : "";
        Diagnostics.Error(
            IsScope(kind) ? DiagnosticKind.ScopeMismatch : DiagnosticKind.StructureMismatch,
            word,
            $"{word.Text} without its beginning{open}");
        return null;
    }

    private void NextBranch(Token word, List<Token> rest, string name)
    {
        if (Pop(word, BlockKind.If) is not { } block)
        {
            return;
        }

        _blocks.Push(block);
        if (block.SawElse)
        {
            Diagnostics.Error(DiagnosticKind.StructureMismatch, word, $"{word.Text} after .else");
            return;
        }

        _conditions.Jump(block.End, word, Scope);
        Place(block.Next);
        block.Next = new LabelSymbol("", null);
        if (name == ".else")
        {
            block.SawElse = true;
        }
        else
        {
            _conditions.Compile(rest, word, block.Next, whenTrue: false, name == ".elif_unsigned", Scope);
        }
    }

    private void OpenWhile(Token word, List<Token> rest, bool isUnsigned)
    {
        LabelSymbol top = new("", null);
        Place(top);
        Block block = new(BlockKind.While, word, Scope) { Top = top, Continue = top };
        _blocks.Push(block);
        _conditions.Compile(rest, word, block.End, whenTrue: false, isUnsigned, Scope);
    }

    private void Leave(Token word, bool leaves)
    {
        foreach (Block block in _blocks)
        {
            if (block.Kind is BlockKind.While or BlockKind.Repeat)
            {
                _conditions.Jump(leaves ? block.End : block.Continue, word, Scope);
                return;
            }
        }

        Diagnostics.Error(DiagnosticKind.StructureMismatch, word, $"{word.Text} outside a loop");
    }

    private void Place(LabelSymbol label) => _program.Place(label);
}
