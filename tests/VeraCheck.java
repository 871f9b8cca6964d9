/*
 * Asks the veraPDF engine about PDFs: java -cp … VeraCheck.java FLAVOUR FILE [FLAVOUR FILE]…
 * Prints "pass FLAVOUR FILE", or "fail FLAVOUR FILE: RULE" for each rule that is broken.
 */
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraCheck {
	private static final int MOST_FAILURES = 200;

	private static String judge(PDFAFlavour flavour, File file) throws Exception {
		Map<String, String> broken = new LinkedHashMap<>();
		ValidationResult result;
		try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
		     PDFAValidator validator = Foundries.defaultInstance().createValidator(
			     flavour, MOST_FAILURES, false, false, false)) {
			result = validator.validate(parser);
		}
		for (TestAssertion found : result.getTestAssertions()) {
			if (found.getStatus() == TestAssertion.Status.FAILED)
				broken.putIfAbsent(found.getRuleId().getClause() + "-" +
						found.getRuleId().getTestNumber(),
					found.getMessage().replaceAll("\\s+", " ") + " at " +
						found.getLocation().getContext());
		}
		String about = flavour.getId() + " " + file;
		if (result.isCompliant() && result.getTotalAssertions() > 0)
			return "pass " + about;
		return "fail " + about + ": " + broken;
	}

	private static String told(String flavour, String file) {
		try {
			/* What the engine keeps belongs to the thread. */
			VeraGreenfieldFoundryProvider.initialise();
			return judge(PDFAFlavour.byFlavourId(flavour), new File(file));
		} catch (Exception problem) {
			return "fail " + flavour + " " + file + ": " + problem;
		}
	}

	public static void main(String[] args) {
		java.util.logging.LogManager.getLogManager().reset();
		IntStream.range(0, args.length / 2).parallel()
			.forEach(i -> System.out.println(told(args[2 * i], args[2 * i + 1])));
	}
}
