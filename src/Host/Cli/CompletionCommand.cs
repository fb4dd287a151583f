using System.CommandLine;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr completion</c>: prints what makes a shell complete the command line, by asking lvsdr itself.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _lvsdr() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(lvsdr "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
        }
        COMP_WORDBREAKS=${COMP_WORDBREAKS//=/}
        complete -F _lvsdr lvsdr
        """;

    private const string Zsh = """
        #compdef lvsdr
        _lvsdr() {
            local -a found
            found=("${(@f)$(lvsdr "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -S '' -- $found
        }
        compdef _lvsdr lvsdr
        """;

    private const string Fish = """
        complete -f -c lvsdr -a '(lvsdr "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a completion script: source <(lvsdr completion bash).") { shell };
        command.SetAction(result => Terminal.Out.WriteLine(result.GetValue(shell) switch
        {
            "zsh" => Zsh,
            "fish" => Fish,
            _ => Bash,
        }));
        return command;
    }
}
