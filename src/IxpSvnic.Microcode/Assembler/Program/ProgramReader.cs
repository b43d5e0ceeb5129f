using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>Reads preprocessed statements into a program: labels, directives, instructions.</summary>
internal sealed class ProgramReader
{
    private readonly AssemblyProgram _program;
    private readonly InstructionReader _instructions;
    private readonly DirectiveReader _directives;
    private readonly StructureReader _structures;

    private ProgramReader(AssemblyProgram program)
    {
        _program = program;
        OperandReader operands = new(program);
        _instructions = new InstructionReader(program, operands);
        _structures = new StructureReader(program, _instructions, operands);
        _directives = new DirectiveReader(program, operands);
    }

    public static void Read(AssemblyProgram program, IReadOnlyList<SourceLine> lines)
    {
        ProgramReader reader = new(program);
        foreach (SourceLine line in lines)
        {
            reader.Line(line);
        }

        reader._structures.Finish();
        reader.ResolveLabels();
        reader._instructions.Finish();
    }

    private void Line(SourceLine line)
    {
        IReadOnlyList<Token> tokens = line.Tokens;
        if (line.Kind != SourceLineKind.Statement)
        {
            _structures.Macro(line);
            return;
        }

        while (TryTakeLabel(ref tokens))
        {
        }

        if (tokens.Count == 0)
        {
            return;
        }

        if (!tokens[0].Is(".") || tokens.Count < 2)
        {
            _instructions.Read(tokens, _structures.Scope);
            return;
        }

        Token word = tokens[1] with { Text = "." + tokens[1].Text, Position = tokens[0].Position };
        if (!_structures.TryRead(word, tokens) && !_directives.TryRead(word, tokens, _structures.Scope))
        {
            _program.Diagnostics.Warning(DiagnosticKind.UnknownDirective, word, "unknown directive is ignored");
        }
    }

    private bool TryTakeLabel(ref IReadOnlyList<Token> tokens)
    {
        int i = 0;
        while (i < tokens.Count && tokens[i].Kind is TokenKind.Identifier or TokenKind.Number
            && (i == 0 || !tokens[i].SpaceBefore))
        {
            i++;
        }

        if (i == 0 || i + 1 >= tokens.Count || !tokens[i].Is("#") || !tokens[i + 1].Is(":"))
        {
            return false;
        }

        MacroFrame? frame = tokens[0].Frame;
        Token name = tokens[0] with { Text = TokenText.Joined(tokens.Take(i + 1)), Frame = frame };
        Scope scope = _structures.Scope.DeclaringScope(frame);
        SymbolEntry entry = scope.Declare(name.Text);
        if (entry.Label is not null)
        {
            Token first = entry.Label.Declaration!;
            _program.Diagnostics.Error(
                DiagnosticKind.DuplicateLabel,
                name,
                $"label already stands at {first.Position.File}:{first.Position.Line}");
        }
        else
        {
            entry.Label = new LabelSymbol(name.Text, name);
            _program.Place(entry.Label);
        }

        tokens = [.. tokens.Skip(i + 2)];
        return true;
    }

    private void ResolveLabels()
    {
        foreach (LabelReference reference in _program.LabelReferences)
        {
            reference.Label ??= reference.Scope.Find(reference.At)?.Label;
            if (reference.Label is null)
            {
                _program.Diagnostics.Error(DiagnosticKind.UndefinedLabel, reference.At, "label is not defined");
            }
        }
    }
}
